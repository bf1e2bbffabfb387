# The program in a container, for real Kafka and PostgreSQL servers beside it (docker-compose.yml) or, with nothing
# configured, for the embedded ones under /data.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# The dependencies change less often than the sources: a layer of their own.
COPY pom.xml ./
RUN mvn -B -ntp -q dependency:go-offline
COPY camel-routes camel-routes
COPY src src
RUN mvn -B -ntp -q package -Dmaven.test.skip=true

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin yizhan \
    && install --directory --owner yizhan --group yizhan --mode 0700 /data
# The health check's, where the management port speaks TLS; nothing is fetched where the image has it.
RUN command -v openssl || (apt-get update && apt-get install --yes --no-install-recommends openssl \
    && rm -rf /var/lib/apt/lists/*)
COPY --from=build /build/target/yizhan.jar /app/yizhan.jar
COPY src/main/docker/health.sh /app/health.sh
WORKDIR /app
USER yizhan
ENV LANG=C.UTF-8 \
    YIZHAN_DATA_DIR=/data \
    YIZHAN_HTTP_PORT=8080 \
    YIZHAN_MANAGEMENT_PORT=8081
VOLUME /data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "/app/health.sh"]
STOPSIGNAL SIGTERM
# More flags without another image: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseParallelGC", "-XX:Tier4InvocationThreshold=40000", \
    "-XX:Tier4MinInvocationThreshold=6000", "-XX:Tier4CompileThreshold=100000", "-XX:Tier4BackEdgeThreshold=240000", \
    "-XX:+ExitOnOutOfMemoryError", "-Djdk.serialFilter=!*", "-Dsun.misc.unsafe.memory.access=allow", \
    "--enable-native-access=ALL-UNNAMED", "-jar", "/app/yizhan.jar"]
