package android.telephony;

/** As on a phone where the permission was not given: the method that is hooked throws. */
public class Refusing {
    public String getDeviceId() {
        CellIdentityNr.refuse = true;
        try {
            return String.valueOf(new CellIdentityNr().getNci());
        } finally {
            CellIdentityNr.refuse = false;
        }
    }
}
