package android.net.http;

public class SslCertificate {
    private final java.security.cert.X509Certificate certificate;
    public SslCertificate(java.security.cert.X509Certificate certificate) { this.certificate = certificate; }
    public java.security.cert.X509Certificate getX509Certificate() { return certificate; }
}
