// Objective-C methods that give personal data or tell of the device, with the category of what they give.

/** How a value is told: an Objective-C object by its description, a number, a truth value, or not at all (blocks, structures). */
export type Shape = "object" | "number" | "bool" | "nothing";

export interface Method {
  type: string;
  /** With "- " or "+ ", as the bridge names methods. */
  method: string;
  category: string;
  arguments?: Shape[];
  value?: Shape;
}

/** Objective-C methods with the category of what they give. A value that comes later, in a block or to a delegate, is told where it comes, if at all. */
export const METHODS: Method[] = [
  { type: "ASIdentifierManager", method: "- advertisingIdentifier", category: "advertising_id", value: "object" },
  { type: "ASIdentifierManager", method: "- isAdvertisingTrackingEnabled", category: "consent_state", value: "bool" },
  { type: "ATTrackingManager", method: "+ trackingAuthorizationStatus", category: "consent_state", value: "number" },
  { type: "ATTrackingManager", method: "+ requestTrackingAuthorizationWithCompletionHandler:", category: "consent_state", arguments: ["nothing"] },
  { type: "UIDevice", method: "- identifierForVendor", category: "vendor_id", value: "object" },
  { type: "UIDevice", method: "- name", category: "device_name", value: "object" },
  { type: "UIDevice", method: "- model", category: "device_model", value: "object" },
  { type: "UIDevice", method: "- localizedModel", category: "device_model", value: "object" },
  { type: "UIDevice", method: "- systemName", category: "os_name", value: "object" },
  { type: "UIDevice", method: "- systemVersion", category: "os_version", value: "object" },
  { type: "UIDevice", method: "- batteryState", category: "battery", value: "number" },
  { type: "DCDevice", method: "- generateTokenWithCompletionHandler:", category: "device_id", arguments: ["nothing"] },
  { type: "DCAppAttestService", method: "- generateKeyWithCompletionHandler:", category: "device_id", arguments: ["nothing"] },
  { type: "UIPasteboard", method: "- string", category: "clipboard", value: "object" },
  { type: "UIPasteboard", method: "- strings", category: "clipboard", value: "object" },
  { type: "UIPasteboard", method: "- URL", category: "clipboard", value: "object" },
  { type: "UIPasteboard", method: "- URLs", category: "clipboard", value: "object" },
  { type: "UIPasteboard", method: "- items", category: "clipboard", value: "object" },
  { type: "UIPasteboard", method: "- image", category: "clipboard", value: "object" },
  { type: "UIPasteboard", method: "- hasStrings", category: "clipboard", value: "bool" },
  { type: "UIPasteboard", method: "- hasURLs", category: "clipboard", value: "bool" },
  { type: "UIPasteboard", method: "- dataForPasteboardType:", category: "clipboard", arguments: ["object"], value: "object" },
  { type: "UIPasteboard", method: "- detectPatternsForPatterns:completionHandler:", category: "clipboard", arguments: ["object", "nothing"] },
  { type: "CLLocationManager", method: "- location", category: "coordinates", value: "object" },
  { type: "CLLocationManager", method: "- startUpdatingLocation", category: "coordinates" },
  { type: "CLLocationManager", method: "- requestLocation", category: "coordinates" },
  { type: "CLLocationManager", method: "- startMonitoringSignificantLocationChanges", category: "coordinates" },
  { type: "CLLocationManager", method: "- startMonitoringVisits", category: "coordinates" },
  { type: "CLLocationManager", method: "- startRangingBeaconsSatisfyingConstraint:", category: "coordinates", arguments: ["object"] },
  { type: "CLLocationManager", method: "- authorizationStatus", category: "consent_state", value: "number" },
  { type: "CLGeocoder", method: "- reverseGeocodeLocation:completionHandler:", category: "region", arguments: ["object", "nothing"] },
  { type: "CNContactStore", method: "- unifiedContactsMatchingPredicate:keysToFetch:error:", category: "contacts", arguments: ["object", "object", "nothing"], value: "object" },
  { type: "CNContactStore", method: "- unifiedContactWithIdentifier:keysToFetch:error:", category: "contacts", arguments: ["object", "object", "nothing"], value: "object" },
  { type: "CNContactStore", method: "- enumerateContactsWithFetchRequest:error:usingBlock:", category: "contacts", arguments: ["object", "nothing", "nothing"], value: "bool" },
  { type: "CNContactStore", method: "- requestAccessForEntityType:completionHandler:", category: "contacts", arguments: ["number", "nothing"] },
  { type: "CNContactPickerViewController", method: "- init", category: "contacts" },
  { type: "PHAsset", method: "+ fetchAssetsWithOptions:", category: "photo", arguments: ["object"], value: "object" },
  { type: "PHAsset", method: "+ fetchAssetsWithMediaType:options:", category: "photo", arguments: ["number", "object"], value: "object" },
  { type: "PHAssetCollection", method: "+ fetchAssetCollectionsWithType:subtype:options:", category: "photo", arguments: ["number", "number", "object"], value: "object" },
  { type: "PHImageManager", method: "- requestImageDataAndOrientationForAsset:options:resultHandler:", category: "photo", arguments: ["object", "object", "nothing"] },
  { type: "PHPhotoLibrary", method: "+ requestAuthorizationForAccessLevel:handler:", category: "photo", arguments: ["number", "nothing"] },
  { type: "AVCaptureDevice", method: "+ requestAccessForMediaType:completionHandler:", category: "photo", arguments: ["object", "nothing"] },
  { type: "AVCaptureSession", method: "- startRunning", category: "photo" },
  { type: "AVAudioSession", method: "- requestRecordPermission:", category: "voice", arguments: ["nothing"] },
  { type: "AVAudioRecorder", method: "- record", category: "voice", value: "bool" },
  { type: "SFSpeechRecognizer", method: "+ requestAuthorization:", category: "voice", arguments: ["nothing"] },
  { type: "ARFaceTrackingConfiguration", method: "- init", category: "face" },
  { type: "LAContext", method: "- evaluatePolicy:localizedReason:reply:", category: "face", arguments: ["number", "object", "nothing"] },
  { type: "EKEventStore", method: "- eventsMatchingPredicate:", category: "behaviour", arguments: ["object"], value: "object" },
  { type: "EKEventStore", method: "- fetchRemindersMatchingPredicate:completion:", category: "behaviour", arguments: ["object", "nothing"] },
  { type: "HKHealthStore", method: "- executeQuery:", category: "behaviour", arguments: ["object"] },
  { type: "CMMotionManager", method: "- startAccelerometerUpdates", category: "sensor" },
  { type: "CMMotionManager", method: "- startAccelerometerUpdatesToQueue:withHandler:", category: "sensor", arguments: ["object", "nothing"] },
  { type: "CMMotionManager", method: "- startGyroUpdatesToQueue:withHandler:", category: "sensor", arguments: ["object", "nothing"] },
  { type: "CMMotionManager", method: "- startDeviceMotionUpdatesToQueue:withHandler:", category: "sensor", arguments: ["object", "nothing"] },
  { type: "CMPedometer", method: "- queryPedometerDataFromDate:toDate:withHandler:", category: "behaviour", arguments: ["object", "object", "nothing"] },
  { type: "CMMotionActivityManager", method: "- startActivityUpdatesToQueue:withHandler:", category: "behaviour", arguments: ["object", "nothing"] },
  { type: "CTTelephonyNetworkInfo", method: "- subscriberCellularProvider", category: "carrier", value: "object" },
  { type: "CTTelephonyNetworkInfo", method: "- serviceSubscriberCellularProviders", category: "carrier", value: "object" },
  { type: "CTTelephonyNetworkInfo", method: "- serviceCurrentRadioAccessTechnology", category: "network_type", value: "object" },
  { type: "CTCarrier", method: "- carrierName", category: "carrier", value: "object" },
  { type: "CTCarrier", method: "- mobileCountryCode", category: "mcc_mnc", value: "object" },
  { type: "CTCarrier", method: "- mobileNetworkCode", category: "mcc_mnc", value: "object" },
  { type: "CTCarrier", method: "- isoCountryCode", category: "mcc_mnc", value: "object" },
  { type: "NEHotspotNetwork", method: "+ fetchCurrentWithCompletionHandler:", category: "wifi_ssid", arguments: ["nothing"] },
  { type: "CBCentralManager", method: "- scanForPeripheralsWithServices:options:", category: "mac_address", arguments: ["object", "object"] },
  { type: "UIApplication", method: "- canOpenURL:", category: "installed_apps", arguments: ["object"], value: "bool" },
  { type: "LSApplicationWorkspace", method: "- allInstalledApplications", category: "installed_apps", value: "object" },
  { type: "NSFileManager", method: "- fileExistsAtPath:", category: "root_state", arguments: ["object"], value: "bool" },
  { type: "NSFileManager", method: "- attributesOfFileSystemForPath:error:", category: "storage_memory", arguments: ["object", "nothing"], value: "object" },
  { type: "NSFileManager", method: "- ubiquityIdentityToken", category: "user_id", value: "object" },
  { type: "NSProcessInfo", method: "- systemUptime", category: "device_state" },
  { type: "NSProcessInfo", method: "- physicalMemory", category: "storage_memory", value: "number" },
  { type: "NSLocale", method: "+ preferredLanguages", category: "locale", value: "object" },
  { type: "NSTimeZone", method: "+ localTimeZone", category: "timezone", value: "object" },
  { type: "UIScreen", method: "- brightness", category: "screen" },
  { type: "UITextInputMode", method: "+ activeInputModes", category: "locale", value: "object" },
  { type: "UIApplication", method: "- registerForRemoteNotifications", category: "push_token" },
  { type: "FIRInstallations", method: "- installationIDWithCompletion:", category: "installation_id", arguments: ["nothing"] },
  { type: "SKAdNetwork", method: "+ updatePostbackConversionValue:completionHandler:", category: "behaviour", arguments: ["number", "nothing"] },
];

/** Delegate methods that get a value, found when the delegate is set: (self, selector, manager, value). */
export const DELEGATES: { type: string; setter: string; method: string; category: string }[] = [
  { type: "CLLocationManager", setter: "- setDelegate:", method: "- locationManager:didUpdateLocations:", category: "coordinates" },
  { type: "UIApplication", setter: "- setDelegate:", method: "- application:didRegisterForRemoteNotificationsWithDeviceToken:", category: "push_token" },
];
