package org.yizhan.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, as {@link InetAddress#getAllByName}; an address written out is its own. */
@FunctionalInterface
interface Lookup {

    InetAddress[] addresses(String host) throws UnknownHostException;
}
