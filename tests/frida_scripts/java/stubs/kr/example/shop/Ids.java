package kr.example.shop;

public class Ids {
    public static String read() { return android.provider.Settings.Secure.getString(null, "android_id"); }
}
