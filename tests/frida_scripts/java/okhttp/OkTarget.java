import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.CertificatePinner;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A shop's client that trusts one authority only, and pins a key besides: `PORT CA_FILE PIN`. */
public class OkTarget {
    public static String run(String... given) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (String each : given[1].split(",")) {
            try (InputStream in = new FileInputStream(each)) {
                store.setCertificateEntry(each, CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        OkHttpClient.Builder builder = new OkHttpClient.Builder().connectTimeout(10, TimeUnit.SECONDS).readTimeout(10, TimeUnit.SECONDS)
            .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) factory.getTrustManagers()[0]);
        if (given.length > 2) builder.certificatePinner(new CertificatePinner.Builder().add("localhost", given[2]).build());
        OkHttpClient client = builder.build();
        Request request = new Request.Builder().url("https://localhost:" + given[0] + "/v1/track").header("x-sign", "abc")
            .post(RequestBody.create(MediaType.parse("application/json"), "{\"aid\":\"9774d56d682e549c\"}")).build();
        try (Response response = client.newCall(request).execute()) {
            return response.code() + " " + response.body().string();
        } finally {
            client.connectionPool().evictAll();
        }
    }
}
