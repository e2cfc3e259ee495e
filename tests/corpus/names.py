"""What apps call their fields: names that say what a value is, and names that say nothing."""

import random

NAMES: dict[str, tuple[str, ...]] = {
    "name": ("name", "userName", "receiverName", "full_name", "orderer_nm"),
    "birth_date": ("birth_date", "birthday", "dob", "userBirth", "btdt"),
    "gender": ("gender", "sex", "user_gender", "gndr"),
    "email": ("email", "user_email", "loginEmail"),
    "phone_number": ("phone", "phoneNumber", "mobile_no", "receiver_tel", "cell_no", "mbtlno"),
    "postal_address": ("address", "addr1", "shippingAddress", "rdnmAdr"),
    "postal_code": ("zipCode", "postcode", "zip", "postal_code", "rcvr_zipx"),
    "customs_clearance_code": ("pccc", "customsCode", "personal_customs_code"),
    "passport_number": ("passport_no", "passportNumber", "psprtNo"),
    "driver_license_number": ("driver_license", "licenseNumber"),
    "bank_account": ("account_number", "refundAccountNo", "acntNo"),
    "connecting_information": ("ci", "user_ci"),
    "card_number": ("card_number", "cardNo"),
    "user_id": ("user_id", "uid", "memberId", "mberId"),
    "user_name": ("nickname", "login_id"),
    "password": ("password", "passwd", "userPw"),
    "session_id": ("session_id", "sid", "JSESSIONID"),
    "access_token": ("access_token", "authToken"),
    "search_query": ("query", "keyword", "search_word"),
    "advertising_id": ("gaid", "adid", "advertisingId"),
    "vendor_id": ("idfv", "vendor_identifier"),
    "installation_id": ("installation_id", "install_id"),
    "android_id": ("android_id", "ssaid"),
    "device_id": ("device_id", "deviceUuid", "dvcId"),
    "push_token": ("push_token", "fcmToken"),
    "device_fingerprint": ("fingerprint", "device_fp"),
    "advertising_cookie": ("fbp", "_fbp"),
    "imei": ("imei", "deviceImei"),
    "imsi": ("imsi", "subscriberId"),
    "iccid": ("iccid", "simSerialNumber"),
    "serial_number": ("serial_number", "serialNo"),
    "mac_address": ("mac", "wifi_mac", "macAddress"),
    "wifi_bssid": ("bssid", "wifiBssid"),
    "wifi_ssid": ("ssid", "wifiSsid"),
    "ip_address": ("ip", "client_ip"),
    "device_model": ("device_model", "model"),
    "device_name": ("device_name", "deviceName"),
    "carrier": ("carrier", "network_operator"),
    "timezone": ("timezone", "tz"),
    "locale": ("locale", "language"),
    "coordinates": ("location", "latlng", "gps"),
    "message": ("message", "content_text"),
    "clipboard": ("clipboard", "clip_text"),
    "foreign_identity_number": ("id_card_no", "shenfenzheng", "idNumber"),
    "health_insurance_number": ("health_insurance_no", "nhisNo"),
    "vehicle_identification_number": ("vin", "vehicleVin", "chassis_no"),
    "esim_id": ("eid", "euiccId"),
    "organisation_number": ("emp_no", "studentNo"),
    "health": ("allergies", "food_allergy"),
    "occupation": ("occupation", "job_title"),
}
"""After public documentation of SDKs and the forms of Korean shops; a list of its own, not the detector's."""

NEUTRAL = ("v", "p1", "val", "data", "attr", "ext", "param3", "e1", "payload", "k", "misc", "field_7")


def name_for(draw: random.Random, category: str, typed: bool) -> str:
    """Draw the name of the field that holds a value; a short or common one needs a name that says what it is."""
    if typed or draw.random() < 0.5:
        return draw.choice(NAMES[category])
    return draw.choice(NEUTRAL)
