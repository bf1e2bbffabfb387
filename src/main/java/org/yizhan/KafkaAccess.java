package org.yizhan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.yizhan.embedded.Account;

/**
 * Kafka brokers, and as whom the program's clients come in. A stage may have an account of its own, for what it reads and
 * writes; whoever has none, topics' creation, dead letters, orders and looks among them, comes in as the program.
 *
 * @param security how everybody comes in, and the program's account
 * @param stages the login of each stage that has an account of its own
 */
record KafkaAccess(String brokers, Map<String, String> security, Map<String, String> stages) {

    /** Those that put records down or take them up, by the word that names client or group in the routes. */
    private static final List<String> STAGES = List.of("ingest", "normalize", "deduplicate", "tag", "publish");

    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final String MODULES = "org.apache.kafka.common.security.";

    /** Logins by a password, with Kafka's class for each. */
    private static final Map<String, String> MECHANISMS = Map.of(
            "SCRAM-SHA-512", MODULES + "scram.ScramLoginModule",
            "SCRAM-SHA-256", MODULES + "scram.ScramLoginModule",
            "PLAIN", MODULES + "plain.PlainLoginModule");

    /** Brokers on this machine that anybody on it may use: the embedded one. */
    static KafkaAccess open(String brokers) {
        return new KafkaAccess(brokers, Map.of(), Map.of());
    }

    /** As configured. */
    static KafkaAccess of(Settings settings) {
        String protocol = settings.word("yizhan.kafka.security.protocol", PROTOCOLS);
        var security = new HashMap<>(Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol));
        var stages = new HashMap<String, String>();
        String ca = settings.text("yizhan.kafka.ca");
        if (!ca.isEmpty()) {
            security.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            security.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, ca);
        }
        if (protocol.startsWith("SASL")) {
            String mechanism = settings.word("yizhan.kafka.sasl.mechanism", List.copyOf(MECHANISMS.keySet()));
            security.put(SaslConfigs.SASL_MECHANISM, mechanism);
            security.put(SaslConfigs.SASL_JAAS_CONFIG, login(mechanism, account(settings, "yizhan.kafka")));
            for (String stage : STAGES) {
                Account own = account(settings, "yizhan." + stage + ".kafka");
                if (!own.user().isEmpty()) {
                    stages.put(stage, login(mechanism, own));
                }
            }
        }
        return new KafkaAccess(settings.text("yizhan.kafka.brokers"), Map.copyOf(security), Map.copyOf(stages));
    }

    private static Account account(Settings settings, String key) {
        return new Account(settings.text(key + ".user"), settings.text(key + ".password"));
    }

    /** What JAAS reads (Kafka documentation, "Configuring Kafka Clients"); quotes and backslashes are written with one. */
    private static String login(String mechanism, Account account) {
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(MECHANISMS.get(mechanism), quoted(account.user()), quoted(account.password()));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** What a client of the program itself is configured with. */
    Map<String, Object> client() {
        var client = new HashMap<String, Object>(security);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        return Map.copyOf(client);
    }

    /** Makes the routes' clients: each comes in as the stage that its group, or else its client id, is named after. */
    KafkaClientFactory clients() {
        return new DefaultKafkaClientFactory() {
            @Override
            @SuppressWarnings("rawtypes")
            public Producer getProducer(Properties asked) {
                return super.getProducer(letIn(asked, CommonClientConfigs.CLIENT_ID_CONFIG));
            }

            @Override
            @SuppressWarnings("rawtypes")
            public Consumer getConsumer(Properties asked) {
                return super.getConsumer(letIn(asked, CommonClientConfigs.GROUP_ID_CONFIG));
            }
        };
    }

    private Properties letIn(Properties asked, String named) {
        var properties = new Properties();
        properties.putAll(asked);
        properties.putAll(security);
        String login = stages.get(asked.getOrDefault(named, ""));
        if (login != null) {
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, login);
        }
        return properties;
    }

    /** Names no account, so that no password gets into a log. */
    @Override
    public String toString() {
        return "KafkaAccess[" + brokers + "]";
    }
}
