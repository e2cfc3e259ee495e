package android.webkit;

public class WebViewClient {
    public void onReceivedSslError(WebView view, SslErrorHandler handler, android.net.http.SslError error) { handler.cancel(); }
    public boolean shouldOverrideUrlLoading(WebView view, String url) { Thread.yield(); return false; }
    public boolean shouldOverrideUrlLoading(WebView view, WebResourceRequest request) { return shouldOverrideUrlLoading(view, request.getUrl().toString()); }
}
