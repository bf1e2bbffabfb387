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
COPY --from=build /build/target/yizhan.jar /app/yizhan.jar
WORKDIR /app
USER yizhan
ENV LANG=C.UTF-8 \
    YIZHAN_DATA_DIR=/data \
    YIZHAN_HTTP_PORT=8080 \
    YIZHAN_MANAGEMENT_PORT=8081
VOLUME /data
EXPOSE 8080 8081
# bash speaks TCP itself: the image has neither curl nor wget. It does not speak TLS: then it sees that the port is open.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && if [[ -z $YIZHAN_MANAGEMENT_TLS_CERTIFICATE ]]; then printf 'GET /observe/health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && cat <&3 > /dev/null && [[ $status == 200 ]]; fi"]
STOPSIGNAL SIGTERM
# More flags without another image: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseParallelGC", "-XX:Tier4InvocationThreshold=40000", \
    "-XX:Tier4MinInvocationThreshold=6000", "-XX:Tier4CompileThreshold=100000", "-XX:Tier4BackEdgeThreshold=240000", \
    "-XX:+ExitOnOutOfMemoryError", "-Djdk.serialFilter=!*", "-Dsun.misc.unsafe.memory.access=allow", \
    "--enable-native-access=ALL-UNNAMED", "-jar", "/app/yizhan.jar"]
