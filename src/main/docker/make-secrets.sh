#!/bin/bash
# Makes what docker-compose.secure.yml needs, in the folder `secrets`: random passwords, an authority of your own that
# signs Kafka's certificate, and a self-signed certificate for either port (put your own in their place; Prometheus calls the
# management port `yizhan`, which is to be one of its names then, too).
# What is there already stays.
set -euo pipefail
umask 077
mkdir -p secrets && cd secrets

for name in database-superuser database-owner database-app database-reader \
        kafka-yizhan kafka-ingest kafka-normalize kafka-deduplicate kafka-tag kafka-publish; do
    [[ -s "$name" ]] || openssl rand -hex 24 > "$name"
done

if [[ ! -s kafka-ca.pem ]]; then
    openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj "/CN=Yizhan Kafka CA" \
        -keyout kafka-ca.key -out kafka-ca.pem 2> /dev/null
fi
if [[ ! -s kafka-broker.pem ]]; then
    openssl req -newkey rsa:3072 -nodes -subj "/CN=kafka" -keyout kafka-broker.key -out kafka-broker.csr 2> /dev/null
    openssl x509 -req -in kafka-broker.csr -CA kafka-ca.pem -CAkey kafka-ca.key -CAcreateserial -days 825 \
        -extfile <(echo "subjectAltName=DNS:kafka") -out kafka-broker.crt 2> /dev/null
    cat kafka-broker.key kafka-broker.crt > kafka-broker.pem
    rm kafka-broker.csr
fi
if [[ ! -s web.crt ]]; then
    openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj "/CN=${1:-localhost}" \
        -addext "subjectAltName=DNS:${1:-localhost}" -keyout web.key -out web.crt 2> /dev/null
fi
if [[ ! -s management.crt ]]; then
    openssl req -x509 -newkey rsa:3072 -nodes -days 825 -subj "/CN=yizhan" \
        -addext "subjectAltName=DNS:yizhan,DNS:localhost,IP:127.0.0.1" \
        -keyout management.key -out management.crt 2> /dev/null
fi
# each container has users of its own, who read the files that are mounted; on this machine nobody gets into the folder
chmod 700 . && chmod 644 -- *
chmod 600 kafka-ca.key
