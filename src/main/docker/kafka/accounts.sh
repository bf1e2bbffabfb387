#!/bin/bash
# Makes the accounts at Kafka and says what each may do, over the listener that only this container's own loopback has.
# Run by docker-compose.secure.yml each time it comes up; what is there already stays, passwords are set anew.
set -euo pipefail
readonly bin=/opt/kafka/bin local=127.0.0.1:9094 secrets=/run/secrets acls=/etc/yizhan/acls.tsv

for account in yizhan ingest normalize deduplicate tag publish; do
    "$bin"/kafka-configs.sh --bootstrap-server "$local" --alter --entity-type users --entity-name "$account" \
        --add-config "SCRAM-SHA-512=[password=$(< "$secrets/kafka-$account")]" > /dev/null
done

while IFS=$'\t' read -r account operations kind name pattern; do
    [[ -z "$account" || "$account" == \#* ]] && continue
    asked=(--resource-pattern-type "$pattern")
    case "$kind" in
        cluster) asked+=(--cluster) ;;
        *) asked+=("--$kind" "$name") ;;
    esac
    for operation in ${operations//,/ }; do
        asked+=(--operation "$operation")
    done
    "$bin"/kafka-acls.sh --bootstrap-server "$local" --add --force --allow-principal "User:$account" "${asked[@]}" > /dev/null
done < "$acls"
echo "accounts and their rights are as acls.tsv says"
