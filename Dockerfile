# One file for every part of Hayase; docker-compose.yml names the stage:
#   docker build --target loader-service .
# Kafka and PostgreSQL are their projects' own images.

# Builds everything once. What CI checks is not checked again here.
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
  && apt-get install --yes --no-install-recommends curl \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /hayase
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw --batch-mode -Dquick package

# What runs: a JRE, a user without rights, and curl for the health checks.
FROM eclipse-temurin:25-jre AS runtime
RUN apt-get update \
  && apt-get install --yes --no-install-recommends curl \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --create-home --home-dir /var/lib/hayase hayase
WORKDIR /hayase
USER hayase
# Also read by `java` in the stages below; a container's memory limit decides the heap.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 --enable-native-access=ALL-UNNAMED"

FROM runtime AS cdc-service
COPY --from=build /hayase/cdc-service/target/cdc-service.jar ./
COPY --from=build /hayase/cdc-service/target/lib ./lib
EXPOSE 8081
ENTRYPOINT ["java", "-cp", "cdc-service.jar:lib/*", "dev.hayase.cdc.CdcApplication"]

FROM runtime AS loader-service
# Gigabytes pass through it, each for a moment: many short collections, by all processors together.
ENV JDK_JAVA_OPTIONS="-XX:+UseParallelGC -XX:NewRatio=1"
COPY --from=build /hayase/loader-service/target/loader-service.jar ./
COPY --from=build /hayase/loader-service/target/lib ./lib
EXPOSE 8082
ENTRYPOINT ["java", "-cp", "loader-service.jar:lib/*", "dev.hayase.loader.LoaderApplication"]

FROM runtime AS log-service
ENV JDK_JAVA_OPTIONS="-XX:+UseParallelGC -XX:NewRatio=1"
COPY --from=build /hayase/log-service/target/log-service.jar ./
COPY --from=build /hayase/log-service/target/lib ./lib
EXPOSE 8083
ENTRYPOINT ["java", "-cp", "log-service.jar:lib/*", "dev.hayase.log.LogApplication"]

FROM runtime AS aggregation-service
# State is beside the heap, in RocksDB's own memory (aggregation.memory in the pipeline file) and on disk.
ENV JDK_JAVA_OPTIONS="-XX:+UseParallelGC -XX:MaxRAMPercentage=40"
COPY --from=build /hayase/aggregation-service/target/aggregation-service.jar ./
COPY --from=build /hayase/aggregation-service/target/lib ./lib
EXPOSE 8084
ENTRYPOINT ["java", "-cp", "aggregation-service.jar:lib/*", "dev.hayase.aggregation.AggregationApplication"]

FROM runtime AS bigquery-emulator
COPY --from=build /hayase/ops/bigquery-emulator/target/bigquery-emulator.jar ./
COPY --from=build /hayase/ops/bigquery-emulator/target/lib ./lib
EXPOSE 9050 9060
ENTRYPOINT ["java", "-cp", "bigquery-emulator.jar:lib/*", "dev.hayase.emulator.EmulatorMain"]

FROM runtime AS cli
COPY --from=build /hayase/ops/cli/target/cli.jar ./
COPY --from=build /hayase/ops/cli/target/lib ./lib
ENTRYPOINT ["java", "-cp", "cli.jar:lib/*", "dev.hayase.cli.HayaseMain"]
