package com.android.org.conscrypt;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

public class TrustManagerImpl {
    public List<X509Certificate> checkServerTrusted(X509Certificate[] chain, String type, String host) throws CertificateException {
        throw new CertificateException("Trust anchor for certification path not found.");
    }
}
