#!/bin/bash
# Whether the program in this container is ready, asked over TLS where its management port speaks that: of ourselves, so
# that no certificate is looked at.
set -u
port=${YIZHAN_MANAGEMENT_PORT:-8081}

# A server that has answered by HTTP/1.0 ends the connection, and so the wait for it.
ask() {
    local request='GET /observe/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n'
    if [[ -n ${YIZHAN_MANAGEMENT_TLS_CERTIFICATE:-} ]]; then
        printf "$request" | openssl s_client -quiet -connect "127.0.0.1:$port" 2> /dev/null
    else
        # the image has neither curl nor wget, and bash speaks TCP itself
        exec 3<> "/dev/tcp/127.0.0.1/$port" && printf "$request" >&3 && cat <&3
    fi
}

read -r _ status _ < <(ask) && [[ $status == 200 ]]
