package android.webkit;

public class WebChromeClient {
    public boolean onJsPrompt(WebView view, String url, String message, String byDefault, JsPromptResult result) { Thread.yield(); return false; }
}
