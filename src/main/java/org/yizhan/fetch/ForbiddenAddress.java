package org.yizhan.fetch;

import java.net.UnknownHostException;

/** No address that a name leads to may be asked. */
final class ForbiddenAddress extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String message) {
        super(message);
    }
}
