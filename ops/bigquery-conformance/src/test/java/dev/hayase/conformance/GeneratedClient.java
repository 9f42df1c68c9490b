package dev.hayase.conformance;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.Bigquery;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.http.HttpTransportOptions;

/// Google's client below `google-cloud-bigquery`, for what that has no option for: `If-Match` and
/// `selectedFields`.
final class GeneratedClient {
  private GeneratedClient() {}

  static Bigquery of(BigQuery bigQuery) {
    BigQueryOptions options = bigQuery.getOptions();
    HttpTransportOptions transport = (HttpTransportOptions) options.getTransportOptions();
    return new Bigquery.Builder(
            transport.getHttpTransportFactory().create(),
            GsonFactory.getDefaultInstance(),
            transport.getHttpRequestInitializer(options))
        .setRootUrl(options.getResolvedApiaryHost("bigquery"))
        .setApplicationName("hayase-conformance")
        .build();
  }
}
