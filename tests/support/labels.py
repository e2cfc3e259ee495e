"""Labels of the stores for tests: what the page of a made-up app says, in each form."""

APPLE_EN = """\
App Privacy
The developer, Gaon Inc., indicated that the app's privacy practices may include handling of data as described below.
Data Used to Track You
The following data may be used to track you across apps and websites owned by other companies:
Identifiers
Device ID
Data Linked to You
The following data, which may be collected and linked to your identity, may be used for the following purposes:
Third-Party Advertising
Contact Info
Email Address
Analytics
Contact Info
Email Address
Location
Coarse Location
Diagnostics
Crash Data
Privacy practices may vary, for example, based on the features you use or your age. Learn More
Information
Seller
Name
"""
APPLE_KO = """\
앱이 수집하는 개인정보
사용자를 추적하는 데 사용되는 데이터
다음 데이터는 다른 회사가 소유한 앱 및 웹 사이트 전반에서 사용자를 추적하는 데 사용될 수 있습니다.
식별자
기기 ID
사용자에게 연결된 데이터
다음 데이터가 수집되어 신원에 연결될 수 있으며 다음 목적으로 사용될 수 있습니다.
타사 광고
연락처 정보
이메일 주소
분석
연락처 정보
이메일 주소
위치
대략적인 위치
진단
충돌 데이터
정보
제공자
이름
"""
PLAY_EN = """\
Data safety
Data shared
Data that may be shared with other companies or organizations
Device or other IDs
expand_less
Data shared and for what purpose
Device or other IDs
Advertising or marketing
Data collected
Data this app may collect
Personal info
Name, Email address, and User IDs
Data collected and for what purpose
Name · Optional
App functionality, Account management
Email address
Fraud prevention, security, and compliance, Account management
App info and performance
Crash logs and Diagnostics
Security practices
Data is encrypted in transit
Phone number
"""
PLAY_KO = """\
데이터 보안
공유되는 데이터
타사 또는 타 기관과 공유될 수 있는 데이터
기기 또는 기타 ID
기기 또는 기타 ID광고 또는 마케팅
수집되는 데이터
이 앱에서 수집할 수 있는 데이터
개인 정보
이름 · 선택사항앱 기능 계정 관리이메일 주소사기 예방, 보안, 규정 준수 계정 관리사용자 ID
앱 정보 및 성능
비정상 종료 로그진단
보안 관행
전송 중 데이터가 암호화됨
전화번호
"""
MANIFEST = {
    "NSPrivacyTracking": True,
    "NSPrivacyTrackingDomains": ["track.gaon.example"],
    "NSPrivacyCollectedDataTypes": [
        {
            "NSPrivacyCollectedDataType": "NSPrivacyCollectedDataTypeDeviceID",
            "NSPrivacyCollectedDataTypeLinked": True,
            "NSPrivacyCollectedDataTypeTracking": True,
            "NSPrivacyCollectedDataTypePurposes": ["NSPrivacyCollectedDataTypePurposeAnalytics"],
        },
        {"NSPrivacyCollectedDataType": "NSPrivacyCollectedDataTypeCrashData"},
    ],
    "NSPrivacyAccessedAPITypes": [{"NSPrivacyAccessedAPIType": "NSPrivacyAccessedAPICategoryUserDefaults"}],
}
