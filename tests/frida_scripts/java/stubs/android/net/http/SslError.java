package android.net.http;

public class SslError {
    private final java.security.cert.X509Certificate certificate;
    public SslError(java.security.cert.X509Certificate certificate) { this.certificate = certificate; }
    public SslCertificate getCertificate() { return new SslCertificate(certificate); }
}
