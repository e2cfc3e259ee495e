import java.io.FileInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** An app with checks of its own: trust managers, a pinner whose names say nothing, WebView clients. */
public class TlsTarget {
    static class Refusing implements X509TrustManager {
        public void checkClientTrusted(X509Certificate[] chain, String type) {}
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("not one of ours: " + chain[0].getSubjectX500Principal());
        }
        public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }

    static class Extended extends X509ExtendedTrustManager {
        public void checkClientTrusted(X509Certificate[] chain, String type) {}
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException { throw new CertificateException("one"); }
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException { throw new CertificateException("socket"); }
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException { throw new CertificateException("engine"); }
        public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }

    /** As the obfuscated pinner of OkHttp 4: a host, and a function that gives the chain. */
    interface F { Object a(); }

    static class X {
        void b(String host, F chain) throws SSLPeerUnverifiedException {
            Thread.yield();
            throw new SSLPeerUnverifiedException("Certificate pinning failure!\n  Peer certificate chain:\n" + host);
        }
    }

    static X509Certificate[] chain(String files) throws Exception {
        String[] names = files.split(",");
        X509Certificate[] out = new X509Certificate[names.length];
        for (int i = 0; i < names.length; i++) {
            try (InputStream in = new FileInputStream(names[i])) {
                out[i] = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            }
        }
        return out;
    }

    static TrustManager manager(String name) {
        return name.equals("refusing") ? new Refusing() : new Extended();
    }

    public static String run(String... given) throws Exception {
        switch (given[0]) {
            case "connect": {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {manager(given[2])}, null);
                HttpsURLConnection connection = (HttpsURLConnection) new URL("https://localhost:" + given[1] + "/").openConnection();
                connection.setSSLSocketFactory(context.getSocketFactory());
                return String.valueOf(connection.getResponseCode());
            }
            case "function": {
                List<X509Certificate> chain = Arrays.asList(chain(given[1]));
                new X().b("shop.example", () -> chain);
                return "accepted";
            }
            case "conscrypt": {
                return String.valueOf(new com.android.org.conscrypt.TrustManagerImpl().checkServerTrusted(chain(given[1]), "RSA", "shop.example").size());
            }
            case "config": {
                new android.security.net.config.NetworkSecurityTrustManager().checkServerTrusted(chain(given[1]), "RSA");
                return "accepted";
            }
            case "pins": {
                new com.android.org.conscrypt.CertPinManager().checkChainPinning("shop.example", Arrays.asList(chain(given[1])));
                return "accepted";
            }
            case "boolean": return String.valueOf(new com.android.org.conscrypt.CertPinManager().isChainValid("shop.example", Arrays.asList(chain(given[1]))));
            case "webview": {
                android.webkit.WebView view = new android.webkit.WebView();
                android.webkit.WebViewClient client = given[1].equals("own") ? new Client() : new android.webkit.WebViewClient();
                view.setWebViewClient(client);
                android.webkit.SslErrorHandler handler = new android.webkit.SslErrorHandler();
                client.onReceivedSslError(view, handler, new android.net.http.SslError(chain(given[2])[0]));
                return handler.said;
            }
            default: throw new IllegalArgumentException(given[0]);
        }
    }

    static class Client extends android.webkit.WebViewClient {
        @Override
        public void onReceivedSslError(android.webkit.WebView view, android.webkit.SslErrorHandler handler, android.net.http.SslError error) {
            handler.cancel();
        }
    }
}
