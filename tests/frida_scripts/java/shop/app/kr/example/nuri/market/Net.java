package kr.example.nuri.market;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.CertificatePinner;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The app's client: OkHttp, trusting one authority and pinning its key. Names lead to loopback addresses, and every
 * connection goes through the proxy, as it would on a phone in the auditor's network.
 */
final class Net {
    private final OkHttpClient client;
    private final Map<String, String> places;

    /** Takes the PORT of the proxy, the authority's file, and host names with ADDRESS:PORT. */
    Net(int proxy, String authority, Map<String, String> places) throws Exception {
        this.places = places;
        X509Certificate own;
        try (InputStream in = new FileInputStream(authority)) {
            own = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("own", own);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        CertificatePinner.Builder pins = new CertificatePinner.Builder();
        for (String host : places.keySet()) pins.add(host, CertificatePinner.pin(own));
        client = new OkHttpClient.Builder().connectTimeout(10, TimeUnit.SECONDS).readTimeout(20, TimeUnit.SECONDS)
            .dns(host -> Arrays.asList(InetAddress.getByAddress(host, InetAddress.getByName(address(host)).getAddress())))
            .socketFactory(new Tunnels(proxy)).sslSocketFactory(context.getSocketFactory(), manager)
            .certificatePinner(pins.build()).build();
    }

    private String address(String host) { return places.get(host).split(":")[0]; }

    /** Posts a body; gives the status. */
    int post(String host, String path, String type, byte[] body, String... headers) throws IOException {
        Request.Builder request = new Request.Builder().url("https://" + host + ":" + places.get(host).split(":")[1] + path)
            .post(RequestBody.create(MediaType.parse(type), body));
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        try (Response response = client.newCall(request.build()).execute()) {
            response.body().bytes();
            return response.code();
        }
    }

    void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    /** Sockets that ask an HTTP proxy for the way to wherever they are connected. */
    private static final class Tunnels extends SocketFactory {
        private final int proxy;

        Tunnels(int proxy) { this.proxy = proxy; }

        @Override public Socket createSocket() {
            return new Socket() {
                @Override public void connect(SocketAddress to, int timeout) throws IOException {
                    super.connect(new InetSocketAddress("127.0.0.1", proxy), timeout);
                    InetSocketAddress place = (InetSocketAddress) to;
                    String name = place.getAddress().getHostAddress() + ":" + place.getPort();
                    getOutputStream().write(("CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    StringBuilder head = new StringBuilder();
                    while (head.indexOf("\r\n\r\n") < 0) {
                        int next = getInputStream().read();
                        if (next < 0) throw new IOException("the proxy hung up: " + head);
                        head.append((char) next);
                    }
                    if (head.indexOf(" 200") < 0) throw new IOException("the proxy refused: " + head);
                }
            };
        }

        @Override public Socket createSocket(String host, int port) { throw new UnsupportedOperationException(); }
        @Override public Socket createSocket(String host, int port, InetAddress from, int local) { throw new UnsupportedOperationException(); }
        @Override public Socket createSocket(InetAddress host, int port) { throw new UnsupportedOperationException(); }
        @Override public Socket createSocket(InetAddress host, int port, InetAddress from, int local) { throw new UnsupportedOperationException(); }
    }
}
