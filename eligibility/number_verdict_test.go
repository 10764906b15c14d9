package eligibility

import (
	"strings"
	"testing"

	"dialtone/assets/constants"
	"dialtone/eligibility/phone"
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
	line          phone.LineType
	method        phone.Method
	asks          string
	verdict       VerdictKind
}{
	{"+852 9123 4567", "", "+85291234567", "HK", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"1823", "HK", "", "HK", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"999", "HK", "", "HK", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"900 1234 5678", "HK", "+85290012345678", "HK", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"7012 3456", "HK", "+85270123456", "HK", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 080 123", "TW", "+886800080123", "TW", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"070 1012 3456", "TW", "+8867010123456", "TW", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"0800 123 456", "TW", "+886800123456", "TW", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"1900 111 222", "TH", "+661900111222", "TH", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"1112", "TH", "", "TH", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"1669", "TH", "", "TH", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"060 123 4567", "TH", "+66601234567", "TH", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"1800 1234", "VN", "+8418001234", "VN", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"1900 1234", "VN", "+8419001234", "VN", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"113", "VN", "", "VN", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"1588-1234", "KR", "+8215881234", "KR", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"060-700-1234", "KR", "+82607001234", "KR", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"050-5123-4567", "KR", "+825051234567", "KR", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"114", "KR", "", "KR", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"050-1234-5678", "JP", "+815012345678", "JP", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"0570-012-345", "JP", "+81570012345", "JP", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"0800-123-4567", "JP", "+818001234567", "JP", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"020-4123-4567", "JP", "+812041234567", "JP", phone.LinePager, phone.MethodNone, "", NotEligible},
	{"110", "JP", "", "JP", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"95588", "CN", "", "CN", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"800 810 1234", "CN", "+868008101234", "CN", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"+86 400 600 1234", "", "+864006001234", "CN", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"199 0123 4567", "CN", "+8619901234567", "CN", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"110", "CN", "", "CN", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"1800 123 4567", "SG", "+6518001234567", "SG", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"1900 123 4567", "SG", "+6519001234567", "SG", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"8123 4567", "SG", "+6581234567", "SG", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"7000 123 4567", "SG", "+6570001234567", "SG", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"995", "SG", "", "SG", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"1800 81 8888", "MY", "+601800818888", "MY", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"1600 12 3456", "MY", "+601600123456", "MY", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"03-2161 2345", "MY", "+60321612345", "MY", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"1-800-10-123-4567", "PH", "+631800101234567", "PH", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"(02) 8123 4567", "PH", "+63281234567", "PH", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"0800 123 4567", "ID", "+628001234567", "ID", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0809 1 234 567", "ID", "+628091234567", "ID", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"0804 1 234 567", "ID", "+628041234567", "ID", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"1500 123", "ID", "+621500123", "ID", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"011 2345 6789", "IN", "+911123456789", "IN", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"140 123 4567", "IN", "+911401234567", "IN", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"100", "IN", "", "IN", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"1800 123 456", "AU", "+611800123456", "AU", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"13 12 34", "AU", "+61131234", "AU", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"1900 123 456", "AU", "+611900123456", "AU", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"000", "AU", "", "AU", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"0800 123 456", "NZ", "+64800123456", "NZ", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0900 12345", "NZ", "+6490012345", "NZ", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"+1 416 555 0123", "", "+14165550123", "CA", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"+1 888 555 0123", "", "+18885550123", "US", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"+1 900 555 0123", "", "+19005550123", "US", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"+1 533 555 0123", "", "+15335550123", "US", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"+1 787 234 5678", "", "+17872345678", "PR", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"+1 876 234 5678", "", "+18762345678", "JM", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"+1 242 359 1234", "", "+12423591234", "BS", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"+1 684 733 1234", "", "+16847331234", "AS", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"311", "US", "", "US", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"72345", "US", "", "US", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"988", "US", "", "US", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"0845 123 4567", "GB", "+448451234567", "GB", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"0870 123 4567", "GB", "+448701234567", "GB", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"056 1234 5678", "GB", "+445612345678", "GB", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"+44 7624 123456", "", "+447624123456", "IM", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"+44 7911 123456", "", "+447911123456", "GG", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"84433", "GB", "", "GB", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"112", "GB", "", "GB", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"0800 1234567", "DE", "+498001234567", "DE", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0900 1 123456", "DE", "+499001123456", "DE", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"0700 12345678", "DE", "+4970012345678", "DE", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"0137 1234567", "DE", "+491371234567", "DE", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"0164 1234567", "DE", "+491641234567", "DE", phone.LinePager, phone.MethodNone, "", NotEligible},
	{"01801 123456", "DE", "+491801123456", "DE", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"116117", "DE", "", "DE", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"01 23 45 67 89", "FR", "+33123456789", "FR", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"0800 123 456", "FR", "+33800123456", "FR", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0810 123 456", "FR", "+33810123456", "FR", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"0892 123 456", "FR", "+33892123456", "FR", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"3630", "FR", "", "FR", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"112", "FR", "", "FR", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"912 345 678", "ES", "+34912345678", "ES", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"900 123 456", "ES", "+34900123456", "ES", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"803 123 456", "ES", "+34803123456", "ES", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"902 123 456", "ES", "+34902123456", "ES", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"700 123 456", "ES", "+34700123456", "ES", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"51 123 4567", "ES", "+34511234567", "ES", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"800 123456", "IT", "+39800123456", "IT", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"199 123 456", "IT", "+39199123456", "IT", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"892 123", "IT", "+39892123", "IT", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"55 1234 5678", "IT", "+395512345678", "IT", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"178 123 4567", "IT", "+391781234567", "IT", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"+39 331 012 3456", "", "+393310123456", "IT", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 123 456", "CH", "+41800123456", "CH", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0900 123 456", "CH", "+41900123456", "CH", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"0840 123 456", "CH", "+41840123456", "CH", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"0878 123 456", "CH", "+41878123456", "CH", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"044 668 18 00", "CH", "+41446681800", "CH", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"074 012 34 56", "CH", "+41740123456", "CH", phone.LinePager, phone.MethodNone, "", NotEligible},
	{"058 123 45 67", "CH", "+41581234567", "CH", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"020 123 4567", "NL", "+31201234567", "NL", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"0800 1234", "NL", "+318001234", "NL", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0900 1234", "NL", "+319001234", "NL", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"088 123 4567", "NL", "+31881234567", "NL", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"085 012 3456", "NL", "+31850123456", "NL", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"066 212 3456", "NL", "+31662123456", "NL", phone.LinePager, phone.MethodNone, "", NotEligible},
	{"14 020", "NL", "+3114020", "NL", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"08-123 456 78", "SE", "+46812345678", "SE", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"020-123 456", "SE", "+4620123456", "SE", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0900-123 4567", "SE", "+469001234567", "SE", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"077-123 45 67", "SE", "+46771234567", "SE", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"075-123 45 67", "SE", "+46751234567", "SE", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"074-012 34 56", "SE", "+46740123456", "SE", phone.LinePager, phone.MethodNone, "", NotEligible},
	{"22 123 45 67", "PL", "+48221234567", "PL", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"800 123 456", "PL", "+48800123456", "PL", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"701 234 567", "PL", "+48701234567", "PL", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"801 234 567", "PL", "+48801234567", "PL", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"39 123 45 67", "PL", "+48391234567", "PL", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"64 212 3456", "PL", "+48642123456", "PL", phone.LinePager, phone.MethodNone, "", NotEligible},
	{"804 123 456", "PL", "+48804123456", "PL", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"+55 11 98765 4321", "", "+5511987654321", "BR", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"(11) 98765-4321", "BR", "+5511987654321", "BR", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0 15 11 98765-4321", "BR", "+5511987654321", "BR", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 123 4567", "BR", "+558001234567", "BR", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0300 123 4567", "BR", "+553001234567", "BR", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"0900 123 4567", "BR", "+559001234567", "BR", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"4004 1234", "BR", "+5540041234", "BR", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"+55 11 7812 3456", "", "+551178123456", "BR", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"190", "BR", "", "BR", phone.LineShortCode, phone.MethodNone, "", NotEligible},
	{"+52 1 55 1234 5678", "", "+525512345678", "MX", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"+52 55 1234 5678", "", "+525512345678", "MX", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"044 55 1234 5678", "MX", "+525512345678", "MX", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"01 55 1234 5678", "MX", "+525512345678", "MX", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"800 123 4567", "MX", "+528001234567", "MX", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"300 123 4567", "MX", "+523001234567", "MX", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"500 123 4567", "MX", "+525001234567", "MX", phone.LinePersonal, phone.MethodNone, "mv", Eligible},
	{"+54 11 15 2345 6789", "", "+5491123456789", "AR", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 123 4567", "AR", "+548001234567", "AR", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0600 123 4567", "AR", "+546001234567", "AR", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"+54 11 2345 6789", "", "+541123456789", "AR", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"01 800 123 4567", "CO", "+5718001234567", "CO", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"601 2123456", "CO", "+576012123456", "CO", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"+56 9 6123 4567", "", "+56961234567", "CL", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"600 600 1234", "CL", "+566006001234", "CL", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"800 123 456", "CL", "+56800123456", "CL", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"44 123 4567", "CL", "+56441234567", "CL", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"+51 912 345 678", "", "+51912345678", "PE", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 12345", "PE", "+5180012345", "PE", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0801 12345", "PE", "+5180112345", "PE", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"0800 123 4567", "NG", "+2348001234567", "NG", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0700 123 45678", "NG", "+23470012345678", "NG", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"011 978 5313", "ZA", "+27119785313", "ZA", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"0800 123 456", "ZA", "+27800123456", "ZA", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0860 123 456", "ZA", "+27860123456", "ZA", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"087 123 4567", "ZA", "+27871234567", "ZA", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"0861 123 456", "ZA", "+27861123456", "ZA", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"04 234 5678", "AE", "+97142345678", "AE", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"03 612 3456", "IL", "+97236123456", "IL", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"1-800-123-456", "IL", "+9721800123456", "IL", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"1-700-123-456", "IL", "+9721700123456", "IL", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"077-234-5678", "IL", "+972772345678", "IL", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"1919 123 456", "IL", "+9721919123456", "IL", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"0212 345 67 89", "TR", "+902123456789", "TR", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"0800 123 4567", "TR", "+908001234567", "TR", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0900 123 4567", "TR", "+909001234567", "TR", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"0512 345 6789", "TR", "+905123456789", "TR", phone.LinePager, phone.MethodNone, "", NotEligible},
	{"0850 123 4567", "TR", "+908501234567", "TR", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"8 800 555 35 35", "RU", "+78005553535", "RU", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"8 495 123 45 67", "RU", "+74951234567", "RU", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"8 809 123 45 67", "RU", "+78091234567", "RU", phone.LinePremium, phone.MethodVoice, "v", Eligible},
	{"+7 701 234 5678", "", "+77012345678", "KZ", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"1700 1234", "BH", "+97317001234", "BH", phone.LineFixed, phone.MethodVoice, "v", Eligible},
	{"0712 123456", "KE", "+254712123456", "KE", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 223 456", "KE", "+254800223456", "KE", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0100 123 4567", "EG", "+201001234567", "EG", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 123 4567", "EG", "+208001234567", "EG", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"020 123 4567", "GH", "+233201234567", "GH", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0301 2345678", "PK", "+923012345678", "PK", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"01812-345678", "BD", "+8801812345678", "BD", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"051 234 5678", "SA", "+966512345678", "SA", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"9200 12345", "SA", "+966920012345", "SA", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"800 123 4567", "SA", "+9668001234567", "SA", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"912 345 6789", "IR", "+989123456789", "IR", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"040 123 4567", "FI", "+358401234567", "FI", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 123 456", "FI", "+358800123456", "FI", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"406 12 345", "NO", "+4740612345", "NO", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"800 12 345", "NO", "+4780012345", "NO", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"32 12 34 56", "DK", "+4532123456", "DK", phone.LineFixedOrMobile, phone.MethodAsk, "m", Eligible},
	{"80 12 34 56", "DK", "+4580123456", "DK", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0470 12 34 56", "BE", "+32470123456", "BE", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0664 123456", "AT", "+43664123456", "AT", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 123456", "AT", "+43800123456", "AT", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"0720 123 456", "AT", "+43720123456", "AT", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"0810 123 456", "AT", "+43810123456", "AT", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"912 345 678", "PT", "+351912345678", "PT", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"800 123 456", "PT", "+351800123456", "PT", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"707 123 456", "PT", "+351707123456", "PT", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"30 123 4567", "PT", "+351301234567", "PT", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"691 234 5678", "GR", "+306912345678", "GR", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"085 012 3456", "IE", "+353850123456", "IE", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"076 123 4567", "IE", "+353761234567", "IE", phone.LineVoIP, phone.MethodVoice, "v", Eligible},
	{"1850 123 456", "IE", "+3531850123456", "IE", phone.LineSharedCost, phone.MethodNone, "mv", Eligible},
	{"+353 818 123 456", "", "+353818123456", "IE", phone.LineUAN, phone.MethodVoice, "v", Eligible},
	{"601 123 456", "CZ", "+420601123456", "CZ", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0712 034 567", "RO", "+40712034567", "RO", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"0800 123 456", "RO", "+40800123456", "RO", phone.LineTollFree, phone.MethodVoice, "v", Eligible},
	{"20 123 4567", "HU", "+36201234567", "HU", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"067 123 4567", "UA", "+380671234567", "UA", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"+354 611 1234", "", "+3546111234", "IS", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"+373 621 12 345", "", "+37362112345", "MD", phone.LineMobile, phone.MethodSMS, "", Eligible},
	{"+800 1234 5678", "", "+80012345678", "", phone.LineTollFree, phone.MethodVoice, "rv", Eligible},
	{"+808 1234 5678", "", "+80812345678", "", phone.LineSharedCost, phone.MethodNone, "rmv", Eligible},
	{"+881 6 1234 5678", "", "+881612345678", "", phone.LineMobile, phone.MethodSMS, "r", Eligible},
	{"+888 123 456 789 12", "", "+88812345678912", "", phone.LineUAN, phone.MethodVoice, "rv", Eligible},
	{"+979 1 2345 6789", "", "+979123456789", "", phone.LinePremium, phone.MethodVoice, "rv", Eligible},
}

func TestVerdictOfNumbers(t *testing.T) {
	t.Parallel()
	countries, lines := map[string]bool{}, map[phone.LineType]int{}
	for _, tc := range verdictNumbers {
		n, err := phone.Parse(tc.input, tc.region)
		if n.E164 != tc.e164 || n.Region != tc.country || n.Line != tc.line || (err == nil) != n.Valid {
			t.Errorf("Parse(%q, %q) = %s in %q, %v, %v; want %s in %q, %v",
				tc.input, tc.region, n.E164, n.Region, n.Line, err, tc.e164, tc.country, tc.line)
		}
		countries[tc.country] = true
		lines[tc.line]++
		if got := phone.ProposeMethod(n); got != tc.method {
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
	for _, l := range constants.Of[phone.LineType](t) {
		if lines[l] == 0 && l != phone.LineUnknown && l != phone.LineVoicemail { // the plans name hardly any of those
			t.Errorf("no number in the table is %v", l)
		}
	}
}

func TestShortCodesAreRefused(t *testing.T) {
	t.Parallel()
	for _, input := range []string{"+1 911", "+852 992", "0044 60777", "+49 110", "+61 000"} {
		if v := Decide(Check(Facts{Number: parsed(t, input, "")}, allGood())); v.Kind != NotEligible || v.First != RuleShortCode {
			t.Errorf("%s: %v because of %s", input, v.Kind, v.First)
		}
	}
}

// With and without the digit that Brazil added and Mexico dropped (seed 001).
func TestExtraDigits(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		input, region string
		reason        phone.ParseReason
		e164          string
		line          phone.LineType
		method        phone.Method // once the line is said to take both
		shown         string       // what ParseDisplay makes of it
	}{
		{"+55 11 98765-4321", "", "", "+5511987654321", phone.LineMobile, phone.MethodSMS, "+5511987654321"},
		{"+55 11 8765-4321", "", phone.ReasonNotValid, "+551187654321", phone.LineMobile, phone.MethodSMS, "+5511987654321"},
		{"+55 85 9123-4567", "", phone.ReasonNotValid, "+558591234567", phone.LineMobile, phone.MethodSMS, "+5585991234567"},
		{"+55 11 6123-4567", "", phone.ReasonNotValid, "+551161234567", phone.LineMobile, phone.MethodSMS, "+5511961234567"},
		{"(11) 8765-4321", "BR", phone.ReasonNotValid, "+551187654321", phone.LineMobile, phone.MethodSMS, ""},
		{"+55 11 3123-4567", "", "", "+551131234567", phone.LineFixed, phone.MethodVoice, "+551131234567"},
		// There is no such area.
		{"+55 20 8765-4321", "", phone.ReasonNotValid, "+552087654321", phone.LineUnknown, phone.MethodSMS, "+552087654321"},
		{"+52 55 1234 5678", "", "", "+525512345678", phone.LineFixedOrMobile, phone.MethodSMS, "+525512345678"},
		{"+52 1 55 1234 5678", "", "", "+525512345678", phone.LineFixedOrMobile, phone.MethodSMS, "+525512345678"},
		{"+52 01 55 1234 5678", "", "", "+525512345678", phone.LineFixedOrMobile, phone.MethodSMS, "+525512345678"},
		{"044 55 1234 5678", "MX", "", "+525512345678", phone.LineFixedOrMobile, phone.MethodSMS, ""},
		{"045 33 1234 5678", "MX", "", "+523312345678", phone.LineFixedOrMobile, phone.MethodSMS, ""},
		{"01 55 1234 5678", "MX", "", "+525512345678", phone.LineFixedOrMobile, phone.MethodSMS, ""},
		{"55 1234 5678", "MX", "", "+525512345678", phone.LineFixedOrMobile, phone.MethodSMS, ""},
		{"+54 9 11 2345-6789", "", "", "+5491123456789", phone.LineMobile, phone.MethodSMS, "+5491123456789"},
		{"+54 11 15 2345-6789", "", "", "+5491123456789", phone.LineMobile, phone.MethodSMS, "+5491123456789"},
	} {
		n, err := phone.Parse(tc.input, tc.region)
		if why := reasonIn(err); why != tc.reason || n.E164 != tc.e164 || n.Line != tc.line {
			t.Errorf("Parse(%q) = %s, %v, %q; want %s, %v, %q", tc.input, n.E164, n.Line, why, tc.e164, tc.line, tc.reason)
		}
		if got := (Answers{QuestionReach: AnswerYes}).Method(n); got != tc.method {
			t.Errorf("%s: method %v, want %v", tc.input, got, tc.method)
		}
		if tc.shown != "" {
			if shown, _ := phone.ParseDisplay(tc.input); shown.E164 != tc.shown {
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
