package android.webkit;

public class SslErrorHandler {
    public String said = "nothing";
    public void proceed() { said = "proceed"; }
    public void cancel() { said = "cancel"; }
}
