package android.security.net.config;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

public class NetworkSecurityTrustManager {
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException { checkPins(Arrays.asList(chain)); }
    private void checkPins(List<X509Certificate> chain) throws CertificateException { throw new CertificateException("Pin verification failed"); }
}
