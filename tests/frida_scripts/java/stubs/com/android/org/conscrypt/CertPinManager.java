package com.android.org.conscrypt;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

public class CertPinManager {
    public void checkChainPinning(String host, List<X509Certificate> chain) throws CertificateException { throw new CertificateException("pinned: " + host); }
    public boolean isChainValid(String host, List<X509Certificate> chain) { return chain.isEmpty(); }
}
