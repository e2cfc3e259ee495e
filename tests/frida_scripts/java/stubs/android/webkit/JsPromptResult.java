package android.webkit;

public class JsPromptResult {
    public String said;
    public void confirm(String text) { said = text; }
}
