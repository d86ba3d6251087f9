"""Properties to ignore, and labels for those that become notes."""

# Google and Android add these to every card; in version 4, which neither writes, they are tags.
SYSTEM_TAGS = frozenset({"mycontacts", "my contacts", "starred", "starred in android"})

# Properties about the card, not the person, and binary ones.
TECHNICAL = frozenset(
    {
        *(
            "VERSION",
            "PRODID",
            "REV",
            "UID",
            "SOURCE",
            "KIND",
            "NAME",
            "PROFILE",
            "MAILER",
            "CLASS",
        ),
        *("PHOTO", "LOGO", "SOUND", "KEY", "XML", "CLIENTPIDMAP", "SORT-STRING", "AGENT", "MEMBER"),
        *("X-ABUID", "X-ABADR", "X-ABSHOWAS", "X-ABLABEL", "X-ABCROP-RECTANGLE", "X-IMAGEHASH"),
        *("X-IMAGETYPE", "X-SHARED-PHOTO-DISPLAY-PREF", "X-EVOLUTION-FILE-AS", "X-QQ-UID"),
        *("X-CLASS", "X-STATUS", "X-DEFAULT", "CREATED", "X-MS-CARDPICTURE", "X-FILE-AS"),
        *("X-FAVORITE", "X-SAMSUNG-BDAYTYPE", "X-NC-SCOPE", "X-MOZILLA-PROPERTY"),
    }
)
TECHNICAL_PREFIXES = (
    "X-MS-OL-",
    "X-COUCHDB-",
    "X-APPLE-",
    "X-ADDRESSBOOKSERVER-",
    "X-MOZILLA-HTML",
    "X-EVOLUTION-WEBDAV",
    "X-EVOLUTION-UI",
    "X-KADDRESSBOOK-CRYPTO",
)
LABELS = {
    "NICKNAME": "Nickname",
    "ANNIVERSARY": "Anniversary",
    "X-ANNIVERSARY": "Anniversary",
    "X-MS-ANNIVERSARY": "Anniversary",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary",
    "X-EVOLUTION-MANAGER": "Manager",
    "X-EVOLUTION-ASSISTANT": "Assistant",
    "X-KADDRESSBOOK-X-PROFESSION": "Profession",
    "X-KADDRESSBOOK-X-OFFICE": "Office location",
    "X-KADDRESSBOOK-X-SPOUSENAME": "Spouse",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "Manager",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "Assistant",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "Anniversary",
    "X-JABBER": "Chat",
    "X-SPOUSE": "Spouse",
    "X-MS-SPOUSE": "Spouse",
    "X-EVOLUTION-SPOUSE": "Spouse",
    "X-MANAGER": "Manager",
    "X-MS-MANAGER": "Manager",
    "X-ASSISTANT": "Assistant",
    "X-MS-ASSISTANT": "Assistant",
    "X-MS-CHILD": "Child",
    "DEATHDATE": "Died",
    "BIRTHPLACE": "Born in",
    "DEATHPLACE": "Died in",
    "GEO": "Place",
    "TZ": "Time zone",
    "GENDER": "Gender",
    "X-GENDER": "Gender",
    "X-MS-IMADDRESS": "Chat",
    "IMPP": "Chat",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "FBURL": "Free and busy times",
    "CALURI": "Calendar",
    "CALADRURI": "Calendar",
}
ANDROID_BIRTHDAY = "3"
ANDROID_RELATIONS = {
    "1": "Assistant",
    "2": "Brother",
    "3": "Child",
    "4": "Domestic partner",
    "5": "Father",
    "6": "Friend",
    "7": "Manager",
    "8": "Mother",
    "9": "Parent",
    "10": "Partner",
    "11": "Referred by",
    "12": "Relative",
    "13": "Sister",
    "14": "Spouse",
}
