import android.net.Uri;
import android.webkit.JavascriptInterface;
import android.webkit.JsPromptResult;
import android.webkit.WebChromeClient;
import android.webkit.WebMessage;
import android.webkit.WebResourceRequest;
import android.webkit.WebView;
import android.webkit.WebViewClient;
import java.util.Collections;

/** A shop's page in an app: bridges, scripts, prompts. */
public class WebTarget {
    public static class Bridge {
        @JavascriptInterface public String getDeviceId(String salt) { return "9774d56d682e549c/" + salt; }
        @JavascriptInterface public int add(int a, int b) { return a + b; }
        @JavascriptInterface public void fail(String why) { throw new IllegalStateException(why); }
        public String hidden() { return "not for pages"; }
    }

    static class Chrome extends WebChromeClient {
        @Override public boolean onJsPrompt(WebView view, String url, String message, String byDefault, JsPromptResult result) {
            result.confirm("{\"uid\":7}");
            return true;
        }
    }

    static class Client extends WebViewClient {
        @Override public boolean shouldOverrideUrlLoading(WebView view, WebResourceRequest request) { return request.getUrl().toString().startsWith("jsbridge:"); }
    }

    public static String run(String... given) throws Exception {
        WebView view = new WebView();
        switch (given[0]) {
            case "bridge": {
                view.addJavascriptInterface(new Bridge(), "shop");
                view.addJavascriptInterface(null, "nothing");
                Bridge bridge = (Bridge) view.bridges.get("shop");
                String out = bridge.getDeviceId("한") + " " + bridge.add(2, 3) + " " + bridge.hidden();
                try {
                    bridge.fail("as asked");
                } catch (IllegalStateException e) {
                    out += " " + e.getMessage();
                }
                return out;
            }
            case "loads": {
                view.setWebViewClient(new Client());
                view.loadUrl("https://shop.example/m?uid=7");
                view.loadUrl("JavaScript:window.token='t1'");
                view.loadUrl("https://shop.example/h", Collections.singletonMap("x-device", "d1"));
                view.postUrl("https://shop.example/p", "a=1".getBytes());
                view.loadDataWithBaseURL("https://shop.example/", "<p>hello", "text/html", "utf-8", null);
                view.postWebMessage(new WebMessage("w1"), Uri.parse("https://shop.example"));
                String[] answer = new String[1];
                view.evaluateJavascript("document.cookie", value -> answer[0] = value);
                view.deliver();
                boolean own = view.client.shouldOverrideUrlLoading(view, () -> Uri.parse("jsbridge://getUser?cb=1"));
                return answer[0] + " " + own + " " + view.loaded;
            }
            case "prompt": {
                view.setWebChromeClient(new Chrome());
                JsPromptResult result = new JsPromptResult();
                return view.chrome.onJsPrompt(view, "https://shop.example/", "getUser", "{}", result) + " " + result.said;
            }
            default: throw new IllegalArgumentException(given[0]);
        }
    }
}
