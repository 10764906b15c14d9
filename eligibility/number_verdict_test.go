package eligibility

import (
	"strings"
	"testing"
)

// askedBy are the questions that the number itself decides about: is it right,
// what can the line receive, does a voice menu answer it.
var askedBy = map[rune]Question{'r': QuestionNumberRight, 'm': QuestionReach, 'v': QuestionBehindIVR}

// verdictNumbers are numbers of every kind that countries have, with the method
// that is proposed, the questions that are asked because of the number (letters
// of askedBy), and the verdict if every answer is good.
var verdictNumbers = []struct {
	input, region string
	e164, country string
	line          LineType
	method        Method
	asks          string
	verdict       VerdictKind
}{
	{"+852 9123 4567", "", "+85291234567", "HK", LineMobile, MethodSMS, "", Eligible},
	{"1823", "HK", "", "HK", LineShortCode, MethodNone, "", NotEligible},
	{"999", "HK", "", "HK", LineShortCode, MethodNone, "", NotEligible},
	{"900 1234 5678", "HK", "+85290012345678", "HK", LinePremium, MethodVoice, "v", Eligible},
	{"7012 3456", "HK", "+85270123456", "HK", LineMobile, MethodSMS, "", Eligible},
	{"0800 080 123", "TW", "+886800080123", "TW", LineTollFree, MethodVoice, "v", Eligible},
	{"070 1012 3456", "TW", "+8867010123456", "TW", LineVoIP, MethodVoice, "v", Eligible},
	{"0800 123 456", "TW", "+886800123456", "TW", LineTollFree, MethodVoice, "v", Eligible},
	{"1900 111 222", "TH", "+661900111222", "TH", LinePremium, MethodVoice, "v", Eligible},
	{"1112", "TH", "", "TH", LineShortCode, MethodNone, "", NotEligible},
	{"1669", "TH", "", "TH", LineShortCode, MethodNone, "", NotEligible},
	{"060 123 4567", "TH", "+66601234567", "TH", LineVoIP, MethodVoice, "v", Eligible},
	{"1800 1234", "VN", "+8418001234", "VN", LineTollFree, MethodVoice, "v", Eligible},
	{"1900 1234", "VN", "+8419001234", "VN", LinePremium, MethodVoice, "v", Eligible},
	{"113", "VN", "", "VN", LineShortCode, MethodNone, "", NotEligible},
	{"1588-1234", "KR", "+8215881234", "KR", LineUAN, MethodVoice, "v", Eligible},
	{"060-700-1234", "KR", "+82607001234", "KR", LinePremium, MethodVoice, "v", Eligible},
	{"050-5123-4567", "KR", "+825051234567", "KR", LinePersonal, MethodNone, "mv", Eligible},
	{"114", "KR", "", "KR", LineShortCode, MethodNone, "", NotEligible},
	{"050-1234-5678", "JP", "+815012345678", "JP", LineVoIP, MethodVoice, "v", Eligible},
	{"0570-012-345", "JP", "+81570012345", "JP", LineUAN, MethodVoice, "v", Eligible},
	{"0800-123-4567", "JP", "+818001234567", "JP", LineTollFree, MethodVoice, "v", Eligible},
	{"020-4123-4567", "JP", "+812041234567", "JP", LinePager, MethodNone, "", NotEligible},
	{"110", "JP", "", "JP", LineShortCode, MethodNone, "", NotEligible},
	{"95588", "CN", "", "CN", LineShortCode, MethodNone, "", NotEligible},
	{"800 810 1234", "CN", "+868008101234", "CN", LineTollFree, MethodVoice, "v", Eligible},
	{"+86 400 600 1234", "", "+864006001234", "CN", LineSharedCost, MethodNone, "mv", Eligible},
	{"199 0123 4567", "CN", "+8619901234567", "CN", LineMobile, MethodSMS, "", Eligible},
	{"110", "CN", "", "CN", LineShortCode, MethodNone, "", NotEligible},
	{"1800 123 4567", "SG", "+6518001234567", "SG", LineTollFree, MethodVoice, "v", Eligible},
	{"1900 123 4567", "SG", "+6519001234567", "SG", LinePremium, MethodVoice, "v", Eligible},
	{"8123 4567", "SG", "+6581234567", "SG", LineMobile, MethodSMS, "", Eligible},
	{"7000 123 4567", "SG", "+6570001234567", "SG", LineUAN, MethodVoice, "v", Eligible},
	{"995", "SG", "", "SG", LineShortCode, MethodNone, "", NotEligible},
	{"1800 81 8888", "MY", "+601800818888", "MY", LineTollFree, MethodVoice, "v", Eligible},
	{"1600 12 3456", "MY", "+601600123456", "MY", LinePremium, MethodVoice, "v", Eligible},
	{"03-2161 2345", "MY", "+60321612345", "MY", LineFixed, MethodVoice, "v", Eligible},
	{"1-800-10-123-4567", "PH", "+631800101234567", "PH", LineTollFree, MethodVoice, "v", Eligible},
	{"(02) 8123 4567", "PH", "+63281234567", "PH", LineFixed, MethodVoice, "v", Eligible},
	{"0800 123 4567", "ID", "+628001234567", "ID", LineTollFree, MethodVoice, "v", Eligible},
	{"0809 1 234 567", "ID", "+628091234567", "ID", LinePremium, MethodVoice, "v", Eligible},
	{"0804 1 234 567", "ID", "+628041234567", "ID", LineSharedCost, MethodNone, "mv", Eligible},
	{"1500 123", "ID", "+621500123", "ID", LineUAN, MethodVoice, "v", Eligible},
	{"011 2345 6789", "IN", "+911123456789", "IN", LineFixed, MethodVoice, "v", Eligible},
	{"140 123 4567", "IN", "+911401234567", "IN", LineUAN, MethodVoice, "v", Eligible},
	{"100", "IN", "", "IN", LineShortCode, MethodNone, "", NotEligible},
	{"1800 123 456", "AU", "+611800123456", "AU", LineTollFree, MethodVoice, "v", Eligible},
	{"13 12 34", "AU", "+61131234", "AU", LineSharedCost, MethodNone, "mv", Eligible},
	{"1900 123 456", "AU", "+611900123456", "AU", LinePremium, MethodVoice, "v", Eligible},
	{"000", "AU", "", "AU", LineShortCode, MethodNone, "", NotEligible},
	{"0800 123 456", "NZ", "+64800123456", "NZ", LineTollFree, MethodVoice, "v", Eligible},
	{"0900 12345", "NZ", "+6490012345", "NZ", LinePremium, MethodVoice, "v", Eligible},
	{"+1 416 555 0123", "", "+14165550123", "CA", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"+1 888 555 0123", "", "+18885550123", "US", LineTollFree, MethodVoice, "v", Eligible},
	{"+1 900 555 0123", "", "+19005550123", "US", LinePremium, MethodVoice, "v", Eligible},
	{"+1 533 555 0123", "", "+15335550123", "US", LinePersonal, MethodNone, "mv", Eligible},
	{"+1 787 234 5678", "", "+17872345678", "PR", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"+1 876 234 5678", "", "+18762345678", "JM", LineMobile, MethodSMS, "", Eligible},
	{"+1 242 359 1234", "", "+12423591234", "BS", LineMobile, MethodSMS, "", Eligible},
	{"+1 684 733 1234", "", "+16847331234", "AS", LineMobile, MethodSMS, "", Eligible},
	{"311", "US", "", "US", LineShortCode, MethodNone, "", NotEligible},
	{"72345", "US", "", "US", LineShortCode, MethodNone, "", NotEligible},
	{"988", "US", "", "US", LineShortCode, MethodNone, "", NotEligible},
	{"0845 123 4567", "GB", "+448451234567", "GB", LinePremium, MethodVoice, "v", Eligible},
	{"0870 123 4567", "GB", "+448701234567", "GB", LinePremium, MethodVoice, "v", Eligible},
	{"056 1234 5678", "GB", "+445612345678", "GB", LineVoIP, MethodVoice, "v", Eligible},
	{"+44 7624 123456", "", "+447624123456", "IM", LineMobile, MethodSMS, "", Eligible},
	{"+44 7911 123456", "", "+447911123456", "GG", LineMobile, MethodSMS, "", Eligible},
	{"84433", "GB", "", "GB", LineShortCode, MethodNone, "", NotEligible},
	{"112", "GB", "", "GB", LineShortCode, MethodNone, "", NotEligible},
	{"0800 1234567", "DE", "+498001234567", "DE", LineTollFree, MethodVoice, "v", Eligible},
	{"0900 1 123456", "DE", "+499001123456", "DE", LinePremium, MethodVoice, "v", Eligible},
	{"0700 12345678", "DE", "+4970012345678", "DE", LinePersonal, MethodNone, "mv", Eligible},
	{"0137 1234567", "DE", "+491371234567", "DE", LineSharedCost, MethodNone, "mv", Eligible},
	{"0164 1234567", "DE", "+491641234567", "DE", LinePager, MethodNone, "", NotEligible},
	{"01801 123456", "DE", "+491801123456", "DE", LineSharedCost, MethodNone, "mv", Eligible},
	{"116117", "DE", "", "DE", LineShortCode, MethodNone, "", NotEligible},
	{"01 23 45 67 89", "FR", "+33123456789", "FR", LineFixed, MethodVoice, "v", Eligible},
	{"0800 123 456", "FR", "+33800123456", "FR", LineTollFree, MethodVoice, "v", Eligible},
	{"0810 123 456", "FR", "+33810123456", "FR", LineSharedCost, MethodNone, "mv", Eligible},
	{"0892 123 456", "FR", "+33892123456", "FR", LinePremium, MethodVoice, "v", Eligible},
	{"3630", "FR", "", "FR", LineShortCode, MethodNone, "", NotEligible},
	{"112", "FR", "", "FR", LineShortCode, MethodNone, "", NotEligible},
	{"912 345 678", "ES", "+34912345678", "ES", LineFixed, MethodVoice, "v", Eligible},
	{"900 123 456", "ES", "+34900123456", "ES", LineTollFree, MethodVoice, "v", Eligible},
	{"803 123 456", "ES", "+34803123456", "ES", LinePremium, MethodVoice, "v", Eligible},
	{"902 123 456", "ES", "+34902123456", "ES", LineSharedCost, MethodNone, "mv", Eligible},
	{"700 123 456", "ES", "+34700123456", "ES", LinePersonal, MethodNone, "mv", Eligible},
	{"51 123 4567", "ES", "+34511234567", "ES", LineUAN, MethodVoice, "v", Eligible},
	{"800 123456", "IT", "+39800123456", "IT", LineTollFree, MethodVoice, "v", Eligible},
	{"199 123 456", "IT", "+39199123456", "IT", LinePersonal, MethodNone, "mv", Eligible},
	{"892 123", "IT", "+39892123", "IT", LinePremium, MethodVoice, "v", Eligible},
	{"55 1234 5678", "IT", "+395512345678", "IT", LineVoIP, MethodVoice, "v", Eligible},
	{"178 123 4567", "IT", "+391781234567", "IT", LinePersonal, MethodNone, "mv", Eligible},
	{"+39 331 012 3456", "", "+393310123456", "IT", LineMobile, MethodSMS, "", Eligible},
	{"0800 123 456", "CH", "+41800123456", "CH", LineTollFree, MethodVoice, "v", Eligible},
	{"0900 123 456", "CH", "+41900123456", "CH", LinePremium, MethodVoice, "v", Eligible},
	{"0840 123 456", "CH", "+41840123456", "CH", LineSharedCost, MethodNone, "mv", Eligible},
	{"0878 123 456", "CH", "+41878123456", "CH", LinePersonal, MethodNone, "mv", Eligible},
	{"044 668 18 00", "CH", "+41446681800", "CH", LineFixed, MethodVoice, "v", Eligible},
	{"074 012 34 56", "CH", "+41740123456", "CH", LinePager, MethodNone, "", NotEligible},
	{"058 123 45 67", "CH", "+41581234567", "CH", LineUAN, MethodVoice, "v", Eligible},
	{"020 123 4567", "NL", "+31201234567", "NL", LineFixed, MethodVoice, "v", Eligible},
	{"0800 1234", "NL", "+318001234", "NL", LineTollFree, MethodVoice, "v", Eligible},
	{"0900 1234", "NL", "+319001234", "NL", LinePremium, MethodVoice, "v", Eligible},
	{"088 123 4567", "NL", "+31881234567", "NL", LineUAN, MethodVoice, "v", Eligible},
	{"085 012 3456", "NL", "+31850123456", "NL", LineVoIP, MethodVoice, "v", Eligible},
	{"066 212 3456", "NL", "+31662123456", "NL", LinePager, MethodNone, "", NotEligible},
	{"14 020", "NL", "+3114020", "NL", LineUAN, MethodVoice, "v", Eligible},
	{"08-123 456 78", "SE", "+46812345678", "SE", LineFixed, MethodVoice, "v", Eligible},
	{"020-123 456", "SE", "+4620123456", "SE", LineTollFree, MethodVoice, "v", Eligible},
	{"0900-123 4567", "SE", "+469001234567", "SE", LinePremium, MethodVoice, "v", Eligible},
	{"077-123 45 67", "SE", "+46771234567", "SE", LineSharedCost, MethodNone, "mv", Eligible},
	{"075-123 45 67", "SE", "+46751234567", "SE", LinePersonal, MethodNone, "mv", Eligible},
	{"074-012 34 56", "SE", "+46740123456", "SE", LinePager, MethodNone, "", NotEligible},
	{"22 123 45 67", "PL", "+48221234567", "PL", LineFixed, MethodVoice, "v", Eligible},
	{"800 123 456", "PL", "+48800123456", "PL", LineTollFree, MethodVoice, "v", Eligible},
	{"701 234 567", "PL", "+48701234567", "PL", LinePremium, MethodVoice, "v", Eligible},
	{"801 234 567", "PL", "+48801234567", "PL", LineSharedCost, MethodNone, "mv", Eligible},
	{"39 123 45 67", "PL", "+48391234567", "PL", LineVoIP, MethodVoice, "v", Eligible},
	{"64 212 3456", "PL", "+48642123456", "PL", LinePager, MethodNone, "", NotEligible},
	{"804 123 456", "PL", "+48804123456", "PL", LineUAN, MethodVoice, "v", Eligible},
	{"+55 11 98765 4321", "", "+5511987654321", "BR", LineMobile, MethodSMS, "", Eligible},
	{"(11) 98765-4321", "BR", "+5511987654321", "BR", LineMobile, MethodSMS, "", Eligible},
	{"0 15 11 98765-4321", "BR", "+5511987654321", "BR", LineMobile, MethodSMS, "", Eligible},
	{"0800 123 4567", "BR", "+558001234567", "BR", LineTollFree, MethodVoice, "v", Eligible},
	{"0300 123 4567", "BR", "+553001234567", "BR", LineSharedCost, MethodNone, "mv", Eligible},
	{"0900 123 4567", "BR", "+559001234567", "BR", LinePremium, MethodVoice, "v", Eligible},
	{"4004 1234", "BR", "+5540041234", "BR", LineSharedCost, MethodNone, "mv", Eligible},
	{"+55 11 7812 3456", "", "+551178123456", "BR", LineMobile, MethodSMS, "", Eligible},
	{"190", "BR", "", "BR", LineShortCode, MethodNone, "", NotEligible},
	{"+52 1 55 1234 5678", "", "+525512345678", "MX", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"+52 55 1234 5678", "", "+525512345678", "MX", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"044 55 1234 5678", "MX", "+525512345678", "MX", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"01 55 1234 5678", "MX", "+525512345678", "MX", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"800 123 4567", "MX", "+528001234567", "MX", LineTollFree, MethodVoice, "v", Eligible},
	{"300 123 4567", "MX", "+523001234567", "MX", LineSharedCost, MethodNone, "mv", Eligible},
	{"500 123 4567", "MX", "+525001234567", "MX", LinePersonal, MethodNone, "mv", Eligible},
	{"+54 11 15 2345 6789", "", "+5491123456789", "AR", LineMobile, MethodSMS, "", Eligible},
	{"0800 123 4567", "AR", "+548001234567", "AR", LineTollFree, MethodVoice, "v", Eligible},
	{"0600 123 4567", "AR", "+546001234567", "AR", LinePremium, MethodVoice, "v", Eligible},
	{"+54 11 2345 6789", "", "+541123456789", "AR", LineFixed, MethodVoice, "v", Eligible},
	{"01 800 123 4567", "CO", "+5718001234567", "CO", LineTollFree, MethodVoice, "v", Eligible},
	{"601 2123456", "CO", "+576012123456", "CO", LineFixed, MethodVoice, "v", Eligible},
	{"+56 9 6123 4567", "", "+56961234567", "CL", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"600 600 1234", "CL", "+566006001234", "CL", LineSharedCost, MethodNone, "mv", Eligible},
	{"800 123 456", "CL", "+56800123456", "CL", LineTollFree, MethodVoice, "v", Eligible},
	{"44 123 4567", "CL", "+56441234567", "CL", LineVoIP, MethodVoice, "v", Eligible},
	{"+51 912 345 678", "", "+51912345678", "PE", LineMobile, MethodSMS, "", Eligible},
	{"0800 12345", "PE", "+5180012345", "PE", LineTollFree, MethodVoice, "v", Eligible},
	{"0801 12345", "PE", "+5180112345", "PE", LineSharedCost, MethodNone, "mv", Eligible},
	{"0800 123 4567", "NG", "+2348001234567", "NG", LineTollFree, MethodVoice, "v", Eligible},
	{"0700 123 45678", "NG", "+23470012345678", "NG", LineUAN, MethodVoice, "v", Eligible},
	{"011 978 5313", "ZA", "+27119785313", "ZA", LineFixed, MethodVoice, "v", Eligible},
	{"0800 123 456", "ZA", "+27800123456", "ZA", LineTollFree, MethodVoice, "v", Eligible},
	{"0860 123 456", "ZA", "+27860123456", "ZA", LineSharedCost, MethodNone, "mv", Eligible},
	{"087 123 4567", "ZA", "+27871234567", "ZA", LineVoIP, MethodVoice, "v", Eligible},
	{"0861 123 456", "ZA", "+27861123456", "ZA", LineUAN, MethodVoice, "v", Eligible},
	{"04 234 5678", "AE", "+97142345678", "AE", LineFixed, MethodVoice, "v", Eligible},
	{"03 612 3456", "IL", "+97236123456", "IL", LineFixed, MethodVoice, "v", Eligible},
	{"1-800-123-456", "IL", "+9721800123456", "IL", LineTollFree, MethodVoice, "v", Eligible},
	{"1-700-123-456", "IL", "+9721700123456", "IL", LineSharedCost, MethodNone, "mv", Eligible},
	{"077-234-5678", "IL", "+972772345678", "IL", LineVoIP, MethodVoice, "v", Eligible},
	{"1919 123 456", "IL", "+9721919123456", "IL", LinePremium, MethodVoice, "v", Eligible},
	{"0212 345 67 89", "TR", "+902123456789", "TR", LineFixed, MethodVoice, "v", Eligible},
	{"0800 123 4567", "TR", "+908001234567", "TR", LineTollFree, MethodVoice, "v", Eligible},
	{"0900 123 4567", "TR", "+909001234567", "TR", LinePremium, MethodVoice, "v", Eligible},
	{"0512 345 6789", "TR", "+905123456789", "TR", LinePager, MethodNone, "", NotEligible},
	{"0850 123 4567", "TR", "+908501234567", "TR", LineVoIP, MethodVoice, "v", Eligible},
	{"8 800 555 35 35", "RU", "+78005553535", "RU", LineTollFree, MethodVoice, "v", Eligible},
	{"8 495 123 45 67", "RU", "+74951234567", "RU", LineFixed, MethodVoice, "v", Eligible},
	{"8 809 123 45 67", "RU", "+78091234567", "RU", LinePremium, MethodVoice, "v", Eligible},
	{"+7 701 234 5678", "", "+77012345678", "KZ", LineMobile, MethodSMS, "", Eligible},
	{"1700 1234", "BH", "+97317001234", "BH", LineFixed, MethodVoice, "v", Eligible},
	{"0712 123456", "KE", "+254712123456", "KE", LineMobile, MethodSMS, "", Eligible},
	{"0800 223 456", "KE", "+254800223456", "KE", LineTollFree, MethodVoice, "v", Eligible},
	{"0100 123 4567", "EG", "+201001234567", "EG", LineMobile, MethodSMS, "", Eligible},
	{"0800 123 4567", "EG", "+208001234567", "EG", LineTollFree, MethodVoice, "v", Eligible},
	{"020 123 4567", "GH", "+233201234567", "GH", LineMobile, MethodSMS, "", Eligible},
	{"0301 2345678", "PK", "+923012345678", "PK", LineMobile, MethodSMS, "", Eligible},
	{"01812-345678", "BD", "+8801812345678", "BD", LineMobile, MethodSMS, "", Eligible},
	{"051 234 5678", "SA", "+966512345678", "SA", LineMobile, MethodSMS, "", Eligible},
	{"9200 12345", "SA", "+966920012345", "SA", LineSharedCost, MethodNone, "mv", Eligible},
	{"800 123 4567", "SA", "+9668001234567", "SA", LineTollFree, MethodVoice, "v", Eligible},
	{"912 345 6789", "IR", "+989123456789", "IR", LineMobile, MethodSMS, "", Eligible},
	{"040 123 4567", "FI", "+358401234567", "FI", LineMobile, MethodSMS, "", Eligible},
	{"0800 123 456", "FI", "+358800123456", "FI", LineTollFree, MethodVoice, "v", Eligible},
	{"406 12 345", "NO", "+4740612345", "NO", LineMobile, MethodSMS, "", Eligible},
	{"800 12 345", "NO", "+4780012345", "NO", LineTollFree, MethodVoice, "v", Eligible},
	{"32 12 34 56", "DK", "+4532123456", "DK", LineFixedOrMobile, MethodAsk, "m", Eligible},
	{"80 12 34 56", "DK", "+4580123456", "DK", LineTollFree, MethodVoice, "v", Eligible},
	{"0470 12 34 56", "BE", "+32470123456", "BE", LineMobile, MethodSMS, "", Eligible},
	{"0664 123456", "AT", "+43664123456", "AT", LineMobile, MethodSMS, "", Eligible},
	{"0800 123456", "AT", "+43800123456", "AT", LineTollFree, MethodVoice, "v", Eligible},
	{"0720 123 456", "AT", "+43720123456", "AT", LineVoIP, MethodVoice, "v", Eligible},
	{"0810 123 456", "AT", "+43810123456", "AT", LineSharedCost, MethodNone, "mv", Eligible},
	{"912 345 678", "PT", "+351912345678", "PT", LineMobile, MethodSMS, "", Eligible},
	{"800 123 456", "PT", "+351800123456", "PT", LineTollFree, MethodVoice, "v", Eligible},
	{"707 123 456", "PT", "+351707123456", "PT", LineUAN, MethodVoice, "v", Eligible},
	{"30 123 4567", "PT", "+351301234567", "PT", LineVoIP, MethodVoice, "v", Eligible},
	{"691 234 5678", "GR", "+306912345678", "GR", LineMobile, MethodSMS, "", Eligible},
	{"085 012 3456", "IE", "+353850123456", "IE", LineMobile, MethodSMS, "", Eligible},
	{"076 123 4567", "IE", "+353761234567", "IE", LineVoIP, MethodVoice, "v", Eligible},
	{"1850 123 456", "IE", "+3531850123456", "IE", LineSharedCost, MethodNone, "mv", Eligible},
	{"+353 818 123 456", "", "+353818123456", "IE", LineUAN, MethodVoice, "v", Eligible},
	{"601 123 456", "CZ", "+420601123456", "CZ", LineMobile, MethodSMS, "", Eligible},
	{"0712 034 567", "RO", "+40712034567", "RO", LineMobile, MethodSMS, "", Eligible},
	{"0800 123 456", "RO", "+40800123456", "RO", LineTollFree, MethodVoice, "v", Eligible},
	{"20 123 4567", "HU", "+36201234567", "HU", LineMobile, MethodSMS, "", Eligible},
	{"067 123 4567", "UA", "+380671234567", "UA", LineMobile, MethodSMS, "", Eligible},
	{"+354 611 1234", "", "+3546111234", "IS", LineMobile, MethodSMS, "", Eligible},
	{"+373 621 12 345", "", "+37362112345", "MD", LineMobile, MethodSMS, "", Eligible},
	{"+800 1234 5678", "", "+80012345678", "", LineTollFree, MethodVoice, "rv", Eligible},
	{"+808 1234 5678", "", "+80812345678", "", LineSharedCost, MethodNone, "rmv", Eligible},
	{"+881 6 1234 5678", "", "+881612345678", "", LineMobile, MethodSMS, "r", Eligible},
	{"+888 123 456 789 12", "", "+88812345678912", "", LineUAN, MethodVoice, "rv", Eligible},
	{"+979 1 2345 6789", "", "+979123456789", "", LinePremium, MethodVoice, "rv", Eligible},
}

func TestVerdictOfNumbers(t *testing.T) {
	t.Parallel()
	countries, lines := map[string]bool{}, map[LineType]int{}
	for _, tc := range verdictNumbers {
		n, err := Parse(tc.input, tc.region)
		if n.E164 != tc.e164 || n.Region != tc.country || n.Line != tc.line || (err == nil) != n.Valid {
			t.Errorf("Parse(%q, %q) = %s in %q, %v, %v; want %s in %q, %v",
				tc.input, tc.region, n.E164, n.Region, n.Line, err, tc.e164, tc.country, tc.line)
		}
		countries[tc.country] = true
		lines[tc.line]++
		if got := ProposeMethod(n); got != tc.method {
			t.Errorf("%s: method %v, want %v", tc.input, got, tc.method)
		}
		facts := Facts{Number: n, Account: &Account{Known: true}}
		asked := map[Question]bool{}
		for _, r := range Check(facts, nil) {
			asked[r.Ask] = true
		}
		for letter, q := range askedBy {
			if want := strings.ContainsRune(tc.asks, letter); asked[q] != want {
				t.Errorf("%s (%v): %s asked %v, want %v", tc.input, n.Line, q, asked[q], want)
			}
		}
		if v := Decide(Check(facts, allGood())); v.Kind != tc.verdict {
			t.Errorf("%s (%v): %v because of %s, want %v", tc.input, n.Line, v.Kind, v.First, tc.verdict)
		}
	}
	if len(countries) < 50 {
		t.Errorf("the table covers %d countries, want 50 at least", len(countries))
	}
	for _, l := range LineTypes() {
		if lines[l] == 0 && l != LineUnknown && l != LineVoicemail { // the plans name hardly any of those
			t.Errorf("no number in the table is %v", l)
		}
	}
}

// With and without the digit that Brazil added and Mexico dropped (seed 001).
func TestExtraDigits(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		input, region string
		reason        ParseReason
		e164          string
		line          LineType
		method        Method // once the line is said to take both
		shown         string // what ParseDisplay makes of it
	}{
		{"+55 11 98765-4321", "", "", "+5511987654321", LineMobile, MethodSMS, "+5511987654321"},
		{"+55 11 8765-4321", "", ReasonNotValid, "+551187654321", LineUnknown, MethodSMS, "+5511987654321"},
		{"+55 85 9123-4567", "", ReasonNotValid, "+558591234567", LineUnknown, MethodSMS, "+5585991234567"},
		{"+55 11 6123-4567", "", ReasonNotValid, "+551161234567", LineUnknown, MethodSMS, "+5511961234567"},
		{"(11) 8765-4321", "BR", ReasonNotValid, "+551187654321", LineUnknown, MethodSMS, ""},
		{"+55 11 3123-4567", "", "", "+551131234567", LineFixed, MethodVoice, "+551131234567"},
		{"+55 20 8765-4321", "", ReasonNotValid, "+552087654321", LineUnknown, MethodSMS, "+552087654321"}, // no such area
		{"+52 55 1234 5678", "", "", "+525512345678", LineFixedOrMobile, MethodSMS, "+525512345678"},
		{"+52 1 55 1234 5678", "", "", "+525512345678", LineFixedOrMobile, MethodSMS, "+525512345678"},
		{"+52 01 55 1234 5678", "", "", "+525512345678", LineFixedOrMobile, MethodSMS, "+525512345678"},
		{"044 55 1234 5678", "MX", "", "+525512345678", LineFixedOrMobile, MethodSMS, ""},
		{"045 33 1234 5678", "MX", "", "+523312345678", LineFixedOrMobile, MethodSMS, ""},
		{"01 55 1234 5678", "MX", "", "+525512345678", LineFixedOrMobile, MethodSMS, ""},
		{"55 1234 5678", "MX", "", "+525512345678", LineFixedOrMobile, MethodSMS, ""},
		{"+54 9 11 2345-6789", "", "", "+5491123456789", LineMobile, MethodSMS, "+5491123456789"},
		{"+54 11 15 2345-6789", "", "", "+5491123456789", LineMobile, MethodSMS, "+5491123456789"},
	} {
		n, err := Parse(tc.input, tc.region)
		if why := reasonIn(err); why != tc.reason || n.E164 != tc.e164 || n.Line != tc.line {
			t.Errorf("Parse(%q) = %s, %v, %q; want %s, %v, %q", tc.input, n.E164, n.Line, why, tc.e164, tc.line, tc.reason)
		}
		if got := (Answers{QuestionReach: AnswerYes}).Method(n); got != tc.method {
			t.Errorf("%s: method %v, want %v", tc.input, got, tc.method)
		}
		if tc.shown != "" {
			if shown, _ := ParseDisplay(tc.input); shown.E164 != tc.shown {
				t.Errorf("ParseDisplay(%q) = %s, want %s", tc.input, shown.E164, tc.shown)
			}
		}
		// A number that lacks its digit is not guessed: the operator is asked.
		v := Decide(Check(Facts{Number: n, Account: &Account{Known: true}}, with(QuestionNumberRight, "")))
		if want := map[bool]VerdictKind{true: Undecided, false: Eligible}[tc.reason != ""]; v.Kind != want {
			t.Errorf("%s: %v at %s, want %v", tc.input, v.Kind, v.First, want)
		}
	}
}
