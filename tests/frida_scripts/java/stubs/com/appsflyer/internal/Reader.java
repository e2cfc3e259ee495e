package com.appsflyer.internal;

public class Reader {
    public static String read() { return android.provider.Settings.Secure.getString(null, "android_id"); }
    public static String callBack(java.util.function.Supplier<String> app) { return app.get(); }
}
