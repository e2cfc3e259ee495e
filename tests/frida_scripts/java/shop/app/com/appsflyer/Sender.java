package com.appsflyer;

import android.provider.Settings;

/** Stands for a foreign SDK inside the app: it reads the device's id by itself and sends it without any cipher. */
public class Sender {
    public static String body() {
        return "{\"event\":\"open\",\"device\":\"" + Settings.Secure.getString(null, "android_id") + "\"}";
    }
}
