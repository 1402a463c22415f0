# where the jar comes from: `source` builds it here; `target` takes the one that ./mvnw package has made
ARG JAR=source

# 1. the jar
FROM eclipse-temurin:25-jdk-noble AS source
WORKDIR /source
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
COPY openapi.yaml ./
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Drehearsal.skip package \
    && mv target/trainyard.jar /

FROM scratch AS target
COPY target/trainyard.jar /

FROM ${JAR} AS jar

# 2. taken apart, so that a change of ours does not resend the libraries
FROM eclipse-temurin:25-jdk-noble AS apart
COPY --from=jar /trainyard.jar /
RUN java -Djarmode=tools -jar /trainyard.jar extract --layers --destination /layers

# 3. what runs
FROM eclipse-temurin:25-jre-noble
RUN groupadd --system --gid 10001 trainyard \
    && useradd --system --uid 10001 --gid trainyard --home-dir /trainyard --no-create-home trainyard \
    && install --directory --owner=trainyard --group=trainyard /trainyard /trainyard/data
WORKDIR /trainyard
COPY --from=apart /layers/dependencies/ ./
COPY --from=apart /layers/spring-boot-loader/ ./
COPY --from=apart /layers/snapshot-dependencies/ ./
COPY --from=apart /layers/application/ ./
COPY src/main/dist/ ./
USER trainyard

# inside a container all addresses are the container's own; -p or compose decide who reaches them
ENV JAVA_OPTS="-XX:MaxRAMPercentage=75" SERVER_ADDRESS=0.0.0.0

# one start without a network or a database, to remember what it loaded: the next starts take half the time
RUN bin/rehearse

EXPOSE 8080
VOLUME /trainyard/data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8080/actuator/health/readiness"]
ENTRYPOINT ["bin/trainyard"]
