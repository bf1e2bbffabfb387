package org.yizhan.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** S9: where nobody is sent by an address that a stranger wrote, and the ways to write it. */
public final class ForbiddenPlaces {

    /** Addresses that are inside, local or reserved, that mean mail, databases or brokers, or that are none of the web. */
    public static final List<String> ADDRESSES = List.of(
            // loopback, and all the ways to write it
            "http://127.0.0.1/",
            "http://127.255.255.254/",
            "http://localhost/",
            "http://localhost./",
            "http://127.1/",
            "http://127.0.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.0x0.0x0.0x1/",
            "http://017700000001/",
            "http://0177.0.0.01/",
            "http://127.0.0.1./",
            "http://127。0。0。1/",
            "http://127．0．0．1/",
            "http://127｡0｡0｡1/",
            "http://１２７.０.０.１/",
            "http://①②⑦.⓪.⓪.①/",
            "http://%31%32%37.0.0.1/",
            "http://127.0.0.1#@93.184.216.34/",
            "http://127.0.0.1?@93.184.216.34/",
            "http://a@127.0.0.1/",
            "http://93.184.216.34@127.0.0.1/",
            "http://93.184.216.34:80@127.0.0.1/",
            "http://a:b@127.0.0.1:8080/",
            "https://127.0.0.1/",
            "http:\t//127.0.0.1/",
            "\u3000http://127.0.0.1/",
            // this host, private, link-local, shared, special
            "http://0.0.0.0/",
            "http://0/",
            "http://0.1.2.3/",
            "http://10.0.0.1/",
            "http://10.255.255.255/",
            "http://172.16.0.1/",
            "http://172.31.255.255/",
            "http://192.168.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://100.64.0.1/",
            "http://100.127.255.255/",
            "http://192.0.0.8/",
            "http://192.0.2.1/",
            "http://198.18.0.1/",
            "http://198.19.255.255/",
            "http://198.51.100.1/",
            "http://203.0.113.1/",
            "http://224.0.0.1/",
            "http://239.255.255.255/",
            "http://240.0.0.1/",
            "http://255.255.255.255/",
            "http://inside.example/",
            // IPv6, and what it carries inside
            "http://[::1]/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[::127.0.0.1]/",
            "http://[::7f00:1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://[64:ff9b:1::a00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[2002:a00:1::]/",
            "http://[2001:0:53aa:64c:0:5efe:7f00:1]/",
            "http://[2001:db8::1]/",
            "http://[fc00::1]/",
            "http://[fd12:3456::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
            // ports of mail, databases, brokers
            "http://93.184.216.34:22/",
            "http://93.184.216.34:25/",
            "http://93.184.216.34:5432/",
            "http://93.184.216.34:6379/",
            "http://93.184.216.34:9092/",
            "http://public.example:3306/",
            // what two parsers read in two ways
            "http://93.184.216.34\\@127.0.0.1/",
            "http:\\\\127.0.0.1\\",
            "http://a@b@127.0.0.1/",
            "http://[::1%25lo]/",
            "http://127.0.0.1:80:80/",
            "http://93.184.216.34:99999/",
            "http://93.184.216.34 127.0.0.1/",
            "http://93.184.216.34%00.127.0.0.1/",
            "http://93.184.216.34％＠127.0.0.1/",
            "http:127.0.0.1",
            "//127.0.0.1/",
            "127.0.0.1",
            // other ways
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
            "gopher://127.0.0.1:25/_HELO",
            "jar:http://127.0.0.1/a.jar!/",
            "data:text/html,x",
            "netdoc:/etc/passwd",
            "",
            "http://10.0.0.1:8443/",
            "http://172.20.10.1/",
            "http://192.0.0.170/",
            "http://192.88.99.1/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[2001:0:7f00:1::]/",
            "http://[2001:20::1]/",
            "http://[3fff::1]/",
            "http://[::ffff:169.254.169.254]/",
            "http://[::ffff:0:127.0.0.1]/",
            "http://[0000:0000:0000:0000:0000:ffff:7f00:0001]/",
            "http://[fe80::1%25eth0]/",
            "http://0x7f.1/",
            "http://0X7F000001/",
            "http://0300.0250.0.1/",
            "http://3232235521/",
            "http://127.0.0.1\\.93.184.216.34/",
            "http://[::1].93.184.216.34/",
            "http://93.184.216.34:0/",
            "http://93.184.216.34:2375/",
            "http://93.184.216.34:11211/",
            "ldap://127.0.0.1/",
            "dict://127.0.0.1:11211/stats",
            "unix:/var/run/docker.sock",
            "ws://127.0.0.1/",
            "view-source:http://127.0.0.1/");

    /** Ways to write the host of this machine. */
    public static final List<String> LOOPBACKS = List.of(
            "127.0.0.1",
            "127.0.0.1.",
            "127.255.255.254",
            "localhost",
            "localhost.",
            "LOCALHOST",
            "127.1",
            "2130706433",
            "0x7f000001",
            "017700000001",
            "0177.0.0.1",
            "127。0。0。1",
            "１２７.０.０.１",
            "a@127.0.0.1",
            "93.184.216.34@127.0.0.1",
            "0.0.0.0",
            "0",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::127.0.0.1]");

    private ForbiddenPlaces() {}

    /** Knows the names that stand among the addresses. */
    static InetAddress[] addresses(String host) throws UnknownHostException {
        return switch (host) {
            case "inside.example" -> InetAddress.getAllByName("10.20.30.40");
            case "public.example" -> InetAddress.getAllByName("93.184.216.34");
            default -> InetAddress.getAllByName(host);
        };
    }
}
