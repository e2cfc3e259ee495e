package android.webkit;

public class WebMessage {
    private final String data;
    public WebMessage(String data) { this.data = data; }
    @Override public String toString() { return "WebMessage " + data; }
}
