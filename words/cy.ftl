### Pob gair ar sgriniau Holdfast, yn Gymraeg. Every word on Holdfast's screens, in Welsh.
###
### NOT YET REVIEWED by a fluent speaker who works in social care: whoever is one, please read it all.
### "Chi" throughout; plain words, as Cymraeg Clir asks. What each is for stands in en.ftl.
###
### gofalwr carer · ymweliad visit · nodyn note · meddyginiaeth medicine · cofnod entry · hwb hub ·
### arwyddo sign · cydamseru sync · crynodeb summary · cadarnhau confirm · anghydfod dispute

## What only the phone itself shows

app-name = Holdfast
app-about = Cofnodion gofal sy’n gweithio heb signal.
app-face = Mae eich wyneb yn agor Holdfast, fel nad oes rhaid i chi deipio eich PIN.

## Days and times

clock-pattern = HH:mm
day-pattern = EEEE d MMMM
short-day-pattern = d MMM yyyy
long-day-pattern = d MMMM yyyy
day-and-time = { $day }, { $time }

## On every screen

back = Yn ôl
saved = Wedi’i gadw ar y ffôn hwn
save = Cadw
throw-away = Taflu
draft-not-kept = Does dim lle ar ôl ar y ffôn hwn. Dim ond ar y sgrin y mae’r hyn rydych chi’n ei deipio. Gwnewch le, yna cadwch.
somebody-unknown = rhywun nad yw’r ffôn hwn yn ei adnabod eto
name-not-here = Nid yw’r enw yma eto
who-when = { $who }, { $at }

## When something cannot be done

problem =
    .locked = Mae’r ffôn hwn wedi’i gloi. Agorwch ef eto gyda’ch PIN.
    .wrong-pin = Nid yw’r PIN hwnnw’n gywir. Rhowch gynnig arall arni, neu holwch eich rheolwr.
    .wrong-key = Nid yw clo’r ffôn ei hun yn agor hwn. Defnyddiwch eich PIN.
    .field = Mae rhywbeth ar goll neu nid oes modd ei ddarllen. Edrychwch arno eto.
    .not-found = Nid yw hwn ar y ffôn hwn. Cydamserwch, neu holwch y swyddfa.
    .not-allowed = Chewch chi ddim gwneud hyn. Holwch eich rheolwr.
    .joining = Nid yw’r ffôn hwn yn perthyn i sefydliad eto. Holwch eich rheolwr.
    .changed = Newidiodd rhywun hwn yn y cyfamser. Darllenwch ef eto fel y mae nawr.
    .whose = Efallai mai’r un person yw dau berson. Holwch y swyddfa.
    .file = Does dim modd darllen y ffeil hon. Dewiswch un arall.
    .disk-full = Does dim lle ar ôl ar y ffôn hwn. Ni chafodd dim ei gadw. Gwnewch le a chadwch eto. Mae’r hyn a deipioch chi yma o hyd.
    .damaged = Mae rhywbeth ar y ffôn hwn wedi’i ddifrodi. Gofynnwch i’r swyddfa am help. Ysgrifennwch ar bapur yn y cyfamser.
    .no-key = Nid yw’r allwedd ar gyfer hwn wedi dod eto. Cydamserwch, neu holwch y swyddfa.
    .hub = Ni dderbyniodd yr hwb hwn. Mae popeth wedi’i gadw ar y ffôn hwn. Bydd yn rhoi cynnig arall arni.
    .other = Ni weithiodd hynny. Ni chollwyd dim. Rhowch gynnig arall arni, neu holwch y swyddfa.

keys-gone = Mae’r allweddi i’r hyn sydd ar y ffôn hwn wedi mynd. Nid oes PIN yn ei agor mwyach. Mae’r hyn sydd gan yr hwb yn ddiogel. Gofynnwch i’ch rheolwr osod y ffôn hwn eto. Ysgrifennwch ar bapur yn y cyfamser.

## Unlock

not-set-up = Nid yw’r ffôn hwn wedi’i osod
not-set-up-help = Nid yw’n perthyn i sefydliad eto. Holwch eich rheolwr.
unlock-title = Agor Holdfast
unlock-without-network = Mae hwn yn gweithio heb signal.
unlock-pin = Eich PIN neu’ch cyfrinair
unlock-open = Agor
unlock-by-phone = Defnyddio clo’r ffôn ei hun
unlock-forgotten = Wedi’i anghofio?
unlock-forgotten-help = Ni all neb chwilio amdano. Ffoniwch eich rheolwr: gall osod y ffôn hwn eto. Mae’r hyn sydd yn yr hwb yn ddiogel.

## Today

today-none = Dim ymweliadau heddiw
today-none-help = Os cewch chi eich galw at rywun, dewiswch nhw isod.
today-others = Pawb arall
today-offline = Dim signal. Gallwch chi ddal ati i weithio: mae popeth yn cael ei gadw ar y ffôn hwn.
today-heard-never = Nid yw’r hwb wedi’i glywed eto.
today-heard-at = Clywyd yr hwb ddiwethaf: { $at }.
today-unplanned-why = Pam rydych chi’n mynd?
today-unplanned-start = Rydw i yno nawr
unplanned-title = Ymweliad â { $name }
note = Ysgrifennu nodyn
window-none = Dim amser eto
window-from = Ers { $starts }
window-from-to = { $starts } tan { $ends }

visit-state =
    .planned = wedi’i gynllunio
    .stood-down = wedi’i ganslo
    .under-way = ar y gweill
    .finished = wedi gorffen

news =
    .never = Dydych chi ddim wedi darllen amdanyn nhw eto
    .before-changes = Newidiodd rhywbeth ers i chi ei ddarllen
    .as-it-stands = { "" }

# Tasg: dwy dasg, tair tasg, chwe thasg.
tasks =
    { $count ->
        [zero] Dim tasgau
        [one] 1 dasg
        [two] 2 dasg
        [few] 3 tasg
        [many] 6 thasg
       *[other] { $count } tasg
    }

# Peth: dau beth, tri pheth, chwe pheth.
entries =
    { $count ->
        [zero] Dim byd wedi’i ysgrifennu
        [one] 1 peth wedi’i ysgrifennu
        [two] 2 beth wedi’u hysgrifennu
        [few] 3 pheth wedi’u hysgrifennu
        [many] 6 pheth wedi’u hysgrifennu
       *[other] { $count } peth wedi’u hysgrifennu
    }

safe-at-the-hub = Popeth yn ddiogel yn yr hwb

# Cofnod: dau gofnod, tri chofnod, chwe chofnod.
safe-only-here =
    { $count ->
        [zero] Does dim cofnod ar y ffôn hwn yn unig
        [one] Mae 1 cofnod ar y ffôn hwn yn unig
        [two] Mae 2 gofnod ar y ffôn hwn yn unig
        [few] Mae 3 chofnod ar y ffôn hwn yn unig
        [many] Mae 6 chofnod ar y ffôn hwn yn unig
       *[other] Mae { $count } cofnod ar y ffôn hwn yn unig
    }

safe-nothing = Dim byd wedi’i ysgrifennu eto

## A visit

visit-here = Yma nawr
visit-nobody-here = Does neb wedi cyrraedd eto
visit-arrive = Rydw i wedi cyrraedd
visit-leave = Rydw i’n gadael
visit-leave-still = Gadael nawr
visit-may-i-start = Ga i ddechrau?
visit-tasks = I’w wneud
visit-medicines = Meddyginiaethau
visit-written = Wedi’i ysgrifennu hyd yma
visit-missing = Heb ei ysgrifennu eto
visit-measure = Mesur neu arsylwi
visit-draft = Dechreuoch chi rywbeth heb ei gadw. Mae’n ddiogel ar y ffôn hwn.
visit-go-on = Dal ati i ysgrifennu
visit-unplanned = Heb ei gynllunio:
person = Am y person hwn
note-title = Nodyn
note-text = Beth ddigwyddodd, yn syml
amend = Cywiro hwn
amend-title = Cywiro nodyn
amend-text = Beth ddylai ei ddweud
amend-reason = Pam rydych chi’n ei gywiro
amend-kept = Mae’r hyn a ysgrifennwyd gyntaf yn aros wrth ei ochr.
amended-first = Ysgrifennwyd gyntaf:
amended-by = Cywirwyd gan { $who }, { $at }
amended-apart = Cywirodd dau berson hwn heb weld geiriau ei gilydd
struck = Wedi’i ddileu
after-leaving = ysgrifennwyd ar ôl gadael
reason = Pam
dose-title = Meddyginiaeth
dose-record = Beth ddaeth ohoni
dose-amount = Faint a gymerwyd
dose-advice = Pwy a’i cynghorodd
dose-note = Unrhyw beth arall
dose-outcome = Beth ddaeth ohoni?
double-dose = Edrychwch yn gyntaf: gall hwn fod yn ddos dwbl.
look-first = edrychwch yn gyntaf: rhoddwyd hi ychydig yn ôl
double-dose-of = Efallai wedi’i rhoi ddwywaith: { $medicine }
a-medicine = meddyginiaeth
offered-at = { $at }: { $outcome }
due-at = I’w rhoi am { $time }
observation-title = Mesur neu arsylwi
observation-reading = Beth ddarllenoch chi neu a welsoch chi
observation-note = Unrhyw beth arall
for-example = Er enghraifft: { $example }
leave-title = Cyn i chi adael
leave-note = Unrhyw beth i’w drosglwyddo
leave-nothing-missing = Mae popeth a gynlluniwyd wedi’i ysgrifennu.
disputed-see-person = Mae dau berson yn dweud pethau gwahanol: gweler y person

recorded =
    .arrived = Cyrhaeddodd
    .not-attended = Ni ddaeth neb
    .advice = Cyngor y ffôn
    .went-on = Aeth ymlaen er hynny
    .task = Tasg
    .medicine = Meddyginiaeth
    .observation = Mesurwyd neu gwelwyd
    .note = Nodyn
    .instruction = Gofynnwyd dros y ffôn
    .left = Gadawodd

task-done =
    .done = Wedi’i wneud
    .partly = Yn rhannol
    .not-done = Heb ei wneud

outcome =
    .taken-seen = Wedi’i chymryd, gwelais i
    .taken-reported = Wedi’i chymryd, dywedwyd wrtha i
    .partial = Wedi’i chymryd yn rhannol
    .declined = Wedi gwrthod
    .already-taken = Wedi’i chymryd yn barod
    .asleep-or-unable = Yn cysgu neu’n methu
    .not-available = Ddim yno
    .away = Y person i ffwrdd
    .withheld-on-advice = Wedi’i dal yn ôl ar gyngor
    .not-required = Dim ei hangen
    .spoiled = Wedi’i difetha
    .vomited = Wedi chwydu
    .uncertain = Ddim yn siŵr
    .error-suspected = Camgymeriad, rydw i’n meddwl
    .not-offered = Heb ei chynnig

observation =
    .fluid = Diod
    .food = Bwyd
    .weight = Pwysau
    .temperature = Tymheredd
    .pulse = Curiad y galon
    .blood-pressure = Pwysedd gwaed
    .glucose = Glwcos yn y gwaed
    .mood = Hwyliau
    .pain = Poen
    .skin = Croen
    .bowel = Y coluddyn
    .free-text = Rhywbeth arall

reading-example =
    .fluid = 200 ml
    .food = { "" }
    .weight = 61.5 kg
    .temperature = 37.2
    .pulse = 72
    .blood-pressure = 120/80
    .glucose = 6.4
    .mood = { "" }
    .pain = 3
    .skin = left heel: red
    .bowel = 4
    .free-text = { "" }

gap-no-arrival = Dim amser cyrraedd wedi’i ysgrifennu
gap-task = Tasg: { $task }
gap-medicine = Meddyginiaeth: { $medicine }
gap-medicine-due = Meddyginiaeth: { $medicine }, i’w rhoi am { $time }
gap-no-leaving = Dim amser gadael ar gyfer { $who }
gap-fewer-staff = Daeth { $came }, mae angen { $needed }
one-not-here = un nad yw yma

## May I start?

advice =
    .proceed = Cewch chi ddechrau yn ôl y cynllun.
    .proceed-with-changes = Cewch chi ddechrau, gyda newidiadau.
    .do-not-start = Peidiwch â dechrau’r tasgau a gynlluniwyd. Ffoniwch yn gyntaf.

staff-here =
    { $count ->
        [one] Rydych chi yma ar eich pen eich hun
       *[other] Mae { $count } ohonoch chi yma
    }

one-more-here = Mae rhywun arall yma hefyd
one-fewer-here = Mae un ohonon ni wedi mynd
clocks-disagree = Nid yw’r clociau’n cytuno. Gwiriwch y dyddiad ar y ffôn hwn.
may-start = Cewch chi ddechrau
waits-title = Mae hwn yn aros
task-not-here = Tasg nad yw yma

answer =
    .may-proceed = caiff ddechrau
    .paused = yn aros
    .not-checked = heb ei wirio
    .escalate-at-once = ffoniwch nawr

meanwhile-do = Tan hynny
instead =
    .ask-and-stay = Gofynnwch sut maen nhw, ac arhoswch.
    .stay-and-talk = Arhoswch a siaradwch.
    .another-visit = Gadewch ef tan ymweliad arall.
    .offer-food = Cynigiwch fwyd a diod y gwyddoch chi eu bod yn ddiogel iddyn nhw.
    .stay-while-eating = Arhoswch gyda nhw tra byddan nhw’n bwyta ac yfed yr hyn y gwyddoch chi ei fod yn ddiogel.
    .wash-hands-and-face = Helpwch nhw i olchi eu dwylo a’u hwyneb lle maen nhw, a chadwch nhw’n gynnes ac yn sych.
    .clean-and-dry = Cadwch nhw’n lân ac yn sych lle maen nhw.
    .do-not-lift = Peidiwch â chodi. Gwnewch nhw’n gyfforddus lle maen nhw; cân nhw symud fel maen nhw’n dewis.
    .move-themselves = Helpwch nhw i symud eu hunain, gyda chlustogau, cyn belled ag y gallan nhw.
    .walk-beside = Cerddwch wrth eu hochr os ydyn nhw’n dewis cerdded, gyda’r cymorth maen nhw bob amser yn ei ddefnyddio.
    .ask-what-they-took = Gofynnwch beth gymeron nhw. Peidiwch â dal meddyginiaeth yn ôl: ffoniwch cyn yr amser i’w rhoi.
    .do-not-hold-back = Peidiwch â dal meddyginiaeth yn ôl: ffoniwch cyn yr amser i’w rhoi.
    .comfort-and-phone = Cysurwch nhw, a ffoniwch nawr am y feddyginiaeth.
    .keep-skin-clean = Cadwch y croen yn lân ac yn sych, a chwiliwch am newidiadau.
    .look-whether-it-drains = Edrychwch a yw’n draenio ac a ydyn nhw mewn poen, a ffoniwch.
    .no-feed = Peidiwch â dechrau’r bwydo. Ffoniwch nawr.
    .write-what-you-see = Ysgrifennwch beth rydych chi’n ei weld.
    .at-home = Gwnewch rywbeth gyda’ch gilydd gartref. Os ydyn nhw’n dewis mynd allan, ewch gyda nhw.
    .space-and-time = Rhowch le ac amser iddyn nhw, arhoswch yn dawel, a ffoniwch.
    .take-nothing-away = Ffoniwch nawr. Peidiwch â thynnu offer na mesur diogelwch i ffwrdd ar eich pen eich hun.
    .write-what-they-need = Gadewch ef, ac ysgrifennwch beth sydd ei angen arnyn nhw.
    .look-in = Edrychwch i mewn a gwrandewch, mor dawel ag y gallwch chi.
    .wash-where-they-are = Helpwch nhw i ymolchi lle maen nhw.

whom-to-phone = Pwy i’w ffonio
findings = Pam
always-allowed = Cewch chi bob amser

meanwhile =
    .stay = Aros gyda nhw
    .comfort = Cysur, cwmni, cynhesrwydd
    .food-and-drink = Bwyd a diod y gwyddoch chi eu bod yn ddiogel iddyn nhw
    .emergency-help = 999 a chymorth cyntaf
    .write = Ysgrifennu nodiadau a phryderon
    .carry-on = Os na allwch chi gael gafael ar neb a bod aros yn fwy peryglus, ewch ymlaen a dywedwch pam

go-on-although = Mynd ymlaen, a dweud pam
go-on-help = Bydd eich rheolwr yn gweld hwn ar frig ei restr. Nid bai neb yw hyn.
go-on-because = Roedd gadael neu aros yn fwy peryglus oherwydd
go-on-sign = Arwyddo a mynd ymlaen

role =
    .senior = uwch ofalwr ar y shifft
    .on-call-manager = rheolwr ar alwad
    .duty-manager = rheolwr ar ddyletswydd
    .office = swyddfa
    .coordinator = cydlynydd
    .registered-manager = rheolwr cofrestredig
    .safeguarding-lead = arweinydd diogelu
    .prime-on-call = rheolwr ar alwad y comisiynydd
    .nominated-individual = unigolyn enwebedig
    .gp = meddygfa
    .pharmacy = fferyllfa
    .nhs111 = GIG 111
    .community-nurse = nyrs gymunedol
    .local-authority = awdurdod lleol
    .next-of-kin = teulu

skipped =
    .outside-hours = ddim ar yr awr hon
    .channel-down = dim modd cael gafael arnyn nhw nawr
    .no-number = dim rhif wedi’i ysgrifennu

reach-by =
    .phone = Ffôn
    .mobile = Ffôn symudol
    .text = Neges destun
    .email = E-bost
    .radio = Radio
    .alarm = Larwm gofal

phone-on-call = Ffonio’r person ar alwad: { $number }
dial = Ffonio { $number }

why =
    .never-confirmed = Does neb wedi cadarnhau hwn eto.
    .event-since = Heb ei gadarnhau ers i rywbeth newid.
    .check-date = Nid yw’r clociau’n cytuno. Gwiriwch y dyddiad cyn dibynnu ar hwn.
    .too-old = Mae gormod o amser ers i rywun gadarnhau hwn.
    .valid-until-passed = Roedd hwn i’w ddefnyddio tan ddiwrnod sydd wedi mynd heibio.
    .expired = Mae diwrnod olaf i hwn, ac mae’r diwrnod hwnnw wedi mynd heibio.
    .review-due = Mae’n bryd edrych ar hwn eto.
    .nothing-recorded = Nid yw rhywbeth y mae’n rhaid ei wybod wedi’i ysgrifennu.
    .stated-unknown = Gofynnwyd, ac nid oes ateb eto. Nid “dim” yw hynny.
    .disputed = Ysgrifennodd dau berson bethau gwahanol. Ffoniwch cyn dibynnu ar y naill na’r llall.
    .read-cautiously = Ysgrifennodd dau berson bethau gwahanol. Dilynwch yr un mwyaf diogel.
    .not-authorised = Mae anghydfod am gyfyngiad: nid yw wedi’i awdurdodi nawr. Ffoniwch nawr. Peidiwch â thynnu dim i ffwrdd ar eich pen eich hun.
    .none-known-beside-item = Mae’n dweud “dim yn hysbys”, ac mae yna un. Ffoniwch i’w setlo.
    .time-critical-disputed = Mae anghydfod am feddyginiaeth na chaiff fod yn hwyr. Ffoniwch nawr. Peidiwch â’i hepgor na dyfalu.
    .cannot-be-read = Ni all y fersiwn hwn ddarllen rhywbeth yma. Ffoniwch i ofyn.
    .change-waiting = Mae system arall yn dweud bod hwn wedi newid. Does neb wedi penderfynu eto.
    .system-down = Nid yw system yn gweithio. Cadarnhewch hwn dros y ffôn.
    .too-few-staff = Mae angen mwy o bobl nag sydd yma.
    .not-checked = Does neb wedi gwirio’r math hwn o dasg.
    .medicine-does-not-stand = Nid yw’r feddyginiaeth hon yn y crynodeb nawr.
    .no-restriction = Does dim cyfyngiad wedi’i ysgrifennu yn y crynodeb.

not-confirmed-since =
    .admission = Heb ei gadarnhau ers iddyn nhw fynd i’r ysbyty.
    .discharge = Heb ei gadarnhau ers iddyn nhw ddod adref o’r ysbyty.
    .fall = Heb ei gadarnhau ers iddyn nhw gwympo.
    .medicine-change = Heb ei gadarnhau ers i feddyginiaeth newid.
    .safeguarding-concern = Heb ei gadarnhau ers i bryder godi.
    .restriction-used = Heb ei gadarnhau ers i gyfyngiad gael ei ddefnyddio.

system-down =
    .referral-portal = Nid yw’r porth atgyfeirio’n gweithio. Cadarnhewch hwn dros y ffôn.
    .discharge-platform = Nid yw’r llwyfan rhyddhau o’r ysbyty’n gweithio. Cadarnhewch hwn dros y ffôn.
    .shared-plan = Nid yw’r cynllun gofal a rennir yn gweithio. Cadarnhewch hwn dros y ffôn.
    .emar-link = Nid yw’r cyswllt â’r cofnod meddyginiaethau’n gweithio. Cadarnhewch hwn dros y ffôn.
    .call-monitoring = Nid yw monitro’r ymweliadau’n gweithio. Cadarnhewch hwn dros y ffôn.
    .rota = Nid yw’r rota’n gweithio. Cadarnhewch hwn dros y ffôn.
    .email = Nid yw e-bost yn gweithio. Cadarnhewch hwn dros y ffôn.
    .telephones = Nid yw ffonau’r swyddfa’n gweithio. Cadarnhewch hwn dros y ffôn.

nothing-is-written = Does dim byd wedi’i ysgrifennu yma.
nothing-written-about = Does dim byd wedi’i ysgrifennu am: { $kinds }.
staff-it-takes = Mae angen { $count }.
finding-since = Ers { $day }.

measure =
    .note = Ewch ymlaen, a dywedwch wrth y swyddfa.
    .confirm-by-phone = Cadarnhewch dros y ffôn yn gyntaf.
    .pause-tasks = Mae’r hyn sy’n dibynnu arno yn aros.
    .send-senior = Mae’r hyn sy’n dibynnu arno yn aros am uwch ofalwr.
    .do-not-start = Nid yw’r ymweliad yn dechrau yn ôl y cynllun.

## A person

section =
    .risks-and-triggers = Risgiau a sbardunau
    .medication = Meddyginiaethau
    .mobility-and-falls = Symud a chwympo
    .communication = Siarad a gwrando
    .consent-and-capacity = Cydsyniad a galluedd
    .escalation-route = Pwy i’w ffonio

kind =
    .preferred-name = enw dewisol
    .full-name = enw llawn
    .date-of-birth = dyddiad geni
    .nhs-number = rhif GIG
    .address = cyfeiriad
    .household = pwy sy’n byw yno
    .what-matters = beth sydd bwysicaf i mi
    .how-i-like-things = sut rydw i’n hoffi i bethau gael eu gwneud
    .important-people = pobl sy’n bwysig i mi
    .entry-details = sut i fynd i mewn
    .risk = risg
    .risks-statement = risgiau yn gyffredinol
    .safeguarding-flag = diogelu
    .safeguarding-statement = diogelu yn gyffredinol
    .restriction = cyfyngiad
    .restrictions-statement = cyfyngiadau yn gyffredinol
    .allergy = alergedd
    .allergies-statement = alergeddau yn gyffredinol
    .positive-risk = risg y cytunwyd arni
    .alert = rhybudd
    .medicine = meddyginiaeth
    .medicines-statement = meddyginiaethau yn gyffredinol
    .ended-medicine = meddyginiaeth a ddaeth i ben
    .transfers = symud o le i le
    .equipment = offer
    .indoors = symud o gwmpas y tŷ
    .outdoors = symud o gwmpas y tu allan
    .staff-needed = nifer y staff sydd ei angen
    .falls-risk = cwympo
    .eating-and-drinking = bwyta ac yfed
    .skin = croen
    .continence = ymataliaeth
    .sensory = synhwyrau
    .language = iaith
    .communication-aids = beth sy’n helpu i siarad a gwrando
    .shows-pain = sut maen nhw’n dangos poen
    .shows-distress = sut maen nhw’n dangos gofid
    .shows-choice = sut maen nhw’n dangos dewis
    .raising-a-concern = sut maen nhw’n codi pryder
    .please-do = gwnewch
    .please-dont = peidiwch
    .capacity-note = galluedd
    .authority = twrnai neu ddirprwy
    .authorities-statement = twrneiod a dirprwyon yn gyffredinol
    .dnacpr = DNACPR (dim dadebru)
    .adrt = ADRT (gwrthod triniaeth)
    .respect = ReSPECT (cynllun brys)
    .liberty = amddifadu o ryddid
    .share-consent = cydsyniad i rannu
    .rung = pwy i’w alw
    .next-of-kin = perthynas agosaf
    .next-of-kin-statement = perthnasau agosaf yn gyffredinol
    .gp = meddygfa
    .local-authority = awdurdod lleol
    .out-of-hours = y tu allan i oriau
    .carer-cannot-attend = pan na all gofalwr ddod
    .no-access = pan nad oes neb yn agor
    .baseline = beth sy’n arferol
    .proposal = newid arfaethedig

section-state =
    .current = cyfredol
    .review-due = adolygiad i’w wneud
    .stale = wedi dyddio
    .unconfirmed = heb ei gadarnhau
    .missing = ar goll
    .disputed = anghydfod

read-and-understood = Wedi darllen a deall
paramedic = Ar gyfer parafeddyg
person-sections = Beth i’w wybod
what-matters = Beth sydd bwysicaf i mi
since-last-here = Ers i chi fod yma ddiwethaf
nothing-changed = Does dim wedi newid.
disputes = Mae dau berson yn dweud pethau gwahanol
ended-medicines = Ddim yn cael ei rhoi mwyach
opened = ar agor
closed = ar gau
nothing-written = Does dim wedi’i ysgrifennu yma
two-say = dywedir dau beth gwahanol
removed = Wedi’i dynnu i ffwrdd
not-confirmed = Does neb wedi cadarnhau hwn eto
before = Cynt:
phone-before-you-rely = Ffoniwch cyn dibynnu ar y naill na’r llall.
settle = Setlo hwn
which-stands = Pa un sy’n gywir?
settle-why = Pam: pwy ddywedodd wrthoch chi, a sut maen nhw’n gwybod
date-of-birth = Dyddiad geni
nhs = Rhif GIG
allergies = Alergeddau
resuscitation = Dadebru a gwrthod triniaeth
in-any-doubt = Os oes unrhyw amheuaeth: ffoniwch 999. Dangoswch y gwreiddiol i’r criw.
baseline = Beth sy’n arferol
communication = Siarad a gwrando
alerts = Rhybuddion
next-of-kin = Perthynas agosaf
never-taken = Nid yw’n hysbys pryd y cymerwyd hi ddiwethaf
born-on = Dyddiad geni: { $day }
nhs-number = Rhif GIG: { $number }
not-written = { $what }: heb ei ysgrifennu
likes-to-be-called = Yn hoffi cael ei alw neu ei galw’n { $name }
similar-name = Mae rhywun arall o’r enw { $name }. Gwnewch yn siŵr pwy yw hwn.
read-at = Darllenoch chi hwn: { $at }
taken-at = Cymerwyd ddiwethaf: { $at }
since-day = Ers { $day }

unreadable =
    { $count ->
        [zero] Dim byd na all y fersiwn hwn ei ddarllen.
        [one] 1 peth na all y fersiwn hwn ei ddarllen. Dywedwch wrth y swyddfa.
        [two] 2 beth na all y fersiwn hwn eu darllen. Dywedwch wrth y swyddfa.
        [few] 3 pheth na all y fersiwn hwn eu darllen. Dywedwch wrth y swyddfa.
        [many] 6 pheth na all y fersiwn hwn eu darllen. Dywedwch wrth y swyddfa.
       *[other] { $count } peth na all y fersiwn hwn eu darllen. Dywedwch wrth y swyddfa.
    }

valid-until-day = Gellir dibynnu arno tan { $day }
confirmed-by = Cadarnhawyd gan { $who }, { $at }
source-person = Nhw a ddywedodd. { $written }
source-told = { $by } a ddywedodd. { $written }
source-imported = O system arall. { $written }
source-paper = O bapur: { $paper }. { $written }

keep =
    .items = Yr hyn a restrir sy’n sefyll
    .none-known = “Dim yn hysbys” sy’n sefyll

caution =
    .no-reading = Ffoniwch cyn dibynnu ar y naill na’r llall.
    .go-by = Dilynwch yr un mwyaf diogel nes iddo gael ei setlo.
    .not-authorised = Heb ei awdurdodi nes iddo gael ei setlo.
    .paused = Mae’n aros nes iddo gael ei setlo.

differs =
    .new = newydd
    .changed = wedi newid
    .removed = wedi’i dynnu i ffwrdd
    .disputed = anghydfod
    .confirmed = wedi’i gadarnhau
    .cannot-be-read = dim modd ei ddarllen yma

## The library's names for what is written in a field

label =
    .nhs-number = rhif GIG
    .about-what = am beth
    .address = cyfeiriad
    .after-a-fall = ar ôl cwympo
    .age-of-the-summary-minutes = oed y crynodeb (munudau)
    .agreed-by = cytunwyd gan
    .agreed-on = cytunwyd ar
    .agreed-safeguards = mesurau diogelu y cytunwyd arnyn nhw
    .aids = cymhorthion
    .alarm = larwm
    .alert = rhybudd
    .alertness-and-memory = bod yn effro a’r cof
    .also-understands = hefyd yn deall
    .amount-taken = faint a gymerwyd
    .answer = ateb
    .assessed-by = aseswyd gan
    .assessed-on = aseswyd ar
    .assessment = asesiad
    .at-least-this-many-minutes-between-doses = o leiaf hyn o funudau rhwng dosau
    .at-most-this-many-minutes = dim mwy na hyn o funudau
    .authorised-by = awdurdodwyd gan
    .avoid = osgoi
    .basis = sail
    .bath-or-shower = bath neu gawod
    .because = oherwydd
    .bed = gwely
    .best-interests-decision = penderfyniad lles pennaf
    .breathing-and-colour = anadlu a lliw
    .call-back-by = ffonio’n ôl erbyn
    .care = gofal
    .chair = cadair
    .changes = newidiadau
    .checked-on = gwiriwyd ar
    .codes = codau
    .computed-from = cyfrifwyd o
    .conditions = amodau
    .contacts = cysylltiadau
    .covert-authorised-by = yn gudd: awdurdodwyd gan
    .covert-best-interests-reference = yn gudd: cyfeirnod lles pennaf
    .covert-expires = yn gudd: dod i ben
    .critical = hanfodol
    .date-of-birth = dyddiad geni
    .decision = penderfyniad
    .document-seen = gwelwyd y ddogfen
    .dose = dos
    .dose-as-planned = dos yn ôl y cynllun
    .drinks = diodydd
    .due-at = i’w rhoi am
    .early-signs = arwyddion cynnar
    .eating-and-drinking = bwyta ac yfed
    .emerging-risks = risgiau sy’n codi
    .ended-on = daeth i ben ar
    .expires = dod i ben
    .finding = canfyddiad
    .food-texture = ansawdd bwyd
    .for-what = ar gyfer beth
    .form = ffurf
    .from = o
    .full-name = enw llawn
    .given-by = rhoddwyd gan
    .guidance-read-out = canllaw a ddarllenwyd
    .hearing = clyw
    .help = cymorth
    .help-needed = cymorth sydd ei angen
    .holds-a-key = yn dal allwedd
    .hours = oriau
    .how-bad = pa mor ddrwg
    .how-it-ended = sut y daeth i ben
    .how-it-is-said = sut mae’n cael ei ddweud
    .how-sure = pa mor sicr
    .how-the-person-gets-about = sut mae’r person yn symud o gwmpas
    .how-the-person-shows-it = sut mae’r person yn ei ddangos
    .how-the-person-transfers = sut mae’r person yn symud o le i le
    .how-the-skin-is = sut mae’r croen
    .how-they-raise-a-concern = sut maen nhw’n codi pryder
    .how-to-get-in = sut i fynd i mewn
    .how-to-reach-it = sut i gael gafael arno
    .how-to-reach-them = sut i gael gafael arnyn nhw
    .in-their-own-words = yn eu geiriau eu hunain
    .in-words = mewn geiriau
    .instructions = cyfarwyddiadau
    .interpreter-needed = angen cyfieithydd
    .key-safe-code = cod y blwch allwedd
    .kind = math
    .kind-of-risk = math o risg
    .language = iaith
    .last-fall = cwymp diwethaf
    .leaving-or-waiting-was-more-dangerous-because = roedd gadael neu aros yn fwy peryglus oherwydd
    .legal-basis = sail gyfreithiol
    .likes-and-diet = hoff bethau a deiet
    .lives-alone = yn byw ar ei ben neu ei phen ei hun
    .may-be-told = ceir dweud wrthyn nhw
    .medicine = meddyginiaeth
    .minutes-to-wait = munudau i aros
    .mood = hwyliau
    .most-in-a-day = y mwyaf mewn diwrnod
    .moving = symud
    .name = enw
    .needed-when = ei hangen pan
    .needs = anghenion
    .next-steps = camau nesaf
    .note = nodyn
    .number-of-staff = nifer y staff
    .observed = arsylwyd
    .offered-at = cynigiwyd am
    .old-patch-taken-from = tynnwyd yr hen batsh oddi ar
    .old-patch-taken-off-at = tynnwyd yr hen batsh am
    .on-whose-advice = ar gyngor pwy
    .only-suspected = dim ond amheuaeth
    .only-when-needed = dim ond pan fydd ei hangen
    .other-senses = synhwyrau eraill
    .outcome = canlyniad
    .patch-put-on = rhoddwyd y patsh ar
    .policy-version = fersiwn y polisi
    .position = safle
    .postcode = cod post
    .preferred-name = enw dewisol
    .products = cynhyrchion
    .proposed = cynigiwyd
    .reference = cyfeirnod
    .relation = perthynas
    .review = adolygiad
    .role = rôl
    .route = dull o’i rhoi
    .said-on = dywedwyd ar
    .said-to-be-over = dywedir ei fod ar ben
    .sight = golwg
    .since-when = ers pryd
    .size-or-setting = maint neu osodiad
    .sleep = cwsg
    .speech = lleferydd
    .start-date = dyddiad dechrau
    .statement = datganiad
    .status = statws
    .status-as-it-was-said = statws, fel y’i dywedwyd
    .stop-date = dyddiad gorffen
    .stop-when = rhoi’r gorau pan
    .strength = cryfder
    .support-level = lefel y cymorth
    .swallowing = llyncu
    .taken-at = cymerwyd am
    .task = tasg
    .telephone = ffôn
    .time-critical = rhaid iddi fod ar amser
    .times = amserau
    .to-what = i beth
    .toilet = toiled
    .told = dywedwyd
    .told-by = dywedwyd gan
    .tried-to-reach = ceisiwyd cael gafael ar
    .triggers = sbardunau
    .type = math
    .used-for = defnyddir ar gyfer
    .version-of-the-medicine = fersiwn y feddyginiaeth
    .version-of-the-summary = fersiwn y crynodeb
    .watch-for = cadw llygad am
    .what = beth
    .what-happens = beth sy’n digwydd
    .what-helps = beth sy’n helpu
    .what-helps-them-decide = beth sy’n eu helpu i benderfynu
    .what-is-authorised = beth sydd wedi’i awdurdodi
    .what-is-known = beth sy’n hysbys
    .what-is-usual = beth sy’n arferol
    .what-it-did = beth wnaeth hi
    .what-it-is-for = i beth mae hi
    .what-may-happen = beth all ddigwydd
    .what-not-to-do = beth i beidio â’i wneud
    .what-the-person-chooses-to-do = beth mae’r person yn dewis ei wneud
    .what-to-do = beth i’w wneud
    .what-to-know = beth i’w wybod
    .what-to-mind = beth i gadw llygad arno
    .what-was-asked = beth a ofynnwyd
    .what-was-said = beth a ddywedwyd
    .when = pryd
    .when-in-words = pryd, mewn geiriau
    .where-the-key-safe-is = ble mae’r blwch allwedd
    .where-the-original-is-kept = ble cedwir y gwreiddiol
    .who = pwy
    .who-else-lives-there = pwy arall sy’n byw yno
    .who-knows-the-person = pwy sy’n adnabod y person
    .who-steps-in = pwy sy’n camu i mewn
    .who-was-asked = gofynnwyd i bwy
    .why = pam
    .why-it-was-needed = pam roedd ei hangen
    .with = gyda
    .with-whom = gyda phwy
    .witness = tyst

word =
    .proceed = bwrw ymlaen
    .proceed-with-changes = bwrw ymlaen gyda newidiadau
    .do-not-start-escalate = peidio â dechrau: uwchgyfeirio
    .reported = dywedwyd
    .confirmed = wedi’i gadarnhau
    .done = wedi’i wneud
    .partly-done = wedi’i wneud yn rhannol
    .not-done = heb ei wneud
    .yes = ie
    .no = na
    .taken-seen = wedi’i chymryd (gwelwyd)
    .taken-reported = wedi’i chymryd (dywedwyd)
    .partial = yn rhannol
    .declined = wedi gwrthod
    .already-taken = wedi’i chymryd yn barod
    .asleep-or-unable = yn cysgu neu’n methu
    .not-available = ddim yno
    .away = i ffwrdd
    .withheld-on-advice = wedi’i dal yn ôl ar gyngor
    .not-required = dim ei hangen
    .spoiled = wedi’i difetha
    .vomited = wedi chwydu
    .uncertain = ddim yn siŵr
    .error-suspected = camgymeriad, mae’n debyg
    .not-offered = heb ei chynnig
    .head = pen
    .face = wyneb
    .mouth = ceg
    .left-ear = clust chwith
    .right-ear = clust dde
    .neck = gwddf
    .chest = brest
    .under-breasts = o dan y bronnau
    .abdomen = bol
    .groin = cesail y forddwyd
    .genitals = organau cenhedlu
    .upper-back = rhan uchaf y cefn
    .lower-back = rhan isaf y cefn
    .sacrum = sacrwm
    .left-buttock = ffolen chwith
    .right-buttock = ffolen dde
    .left-shoulder = ysgwydd chwith
    .right-shoulder = ysgwydd dde
    .left-upper-arm = rhan uchaf y fraich chwith
    .right-upper-arm = rhan uchaf y fraich dde
    .left-elbow = penelin chwith
    .right-elbow = penelin dde
    .left-forearm = rhan isaf y fraich chwith
    .right-forearm = rhan isaf y fraich dde
    .left-hand = llaw chwith
    .right-hand = llaw dde
    .left-hip = clun chwith
    .right-hip = clun dde
    .left-thigh = morddwyd chwith
    .right-thigh = morddwyd dde
    .left-knee = pen-glin chwith
    .right-knee = pen-glin dde
    .left-lower-leg = rhan isaf y goes chwith
    .right-lower-leg = rhan isaf y goes dde
    .left-ankle = ffêr chwith
    .right-ankle = ffêr dde
    .left-heel = sawdl chwith
    .right-heel = sawdl dde
    .left-foot = troed chwith
    .right-foot = troed dde
    .senior-on-shift = uwch ofalwr ar y shifft
    .on-call-manager = rheolwr ar alwad
    .duty-manager = rheolwr ar ddyletswydd
    .office = swyddfa
    .coordinator = cydlynydd
    .registered-manager = rheolwr cofrestredig
    .safeguarding-lead = arweinydd diogelu
    .prime-provider-s-on-call = person ar alwad y prif ddarparwr
    .nominated-individual = unigolyn enwebedig
    .gp = meddyg teulu
    .pharmacy = fferyllfa
    .nhs-111 = GIG 111
    .community-nurse = nyrs gymunedol
    .local-authority = awdurdod lleol
    .next-of-kin = perthynas agosaf
    .distress-or-behaviour = trallod neu ymddygiad
    .self-harm = hunan-niweidio
    .choking = tagu
    .falls = cwympo
    .skin-damage = niwed i’r croen
    .eating-and-drinking-too-little = bwyta ac yfed rhy ychydig
    .health-condition = cyflwr iechyd
    .infection = haint
    .fire = tân
    .the-home = y cartref
    .getting-lost = mynd ar goll
    .harm-by-others = niwed gan bobl eraill
    .self-neglect = hunanesgeulustod
    .alcohol-or-substances = alcohol neu sylweddau
    .other = arall
    .physical = corfforol
    .mechanical = mecanyddol
    .chemical = cemegol
    .environmental = amgylcheddol
    .surveillance = gwyliadwriaeth
    .psychological = seicolegol
    .seclusion = neilltuo
    .blanket-restriction = cyfyngiad cyffredinol
    .mild = ysgafn
    .moderate = cymedrol
    .severe = difrifol
    .life-threatening = yn bygwth bywyd
    .allergy = alergedd
    .intolerance = anoddefiad
    .adverse-reaction = adwaith niweidiol
    .prompt = atgoffa
    .assist = cynorthwyo
    .administer = rhoi
    .stopped = wedi’i stopio
    .completed = wedi’i chwblhau
    .on-hold = wedi’i gohirio
    .cancelled = wedi’i chanslo
    .not-taken = heb ei chymryd
    .none-known = dim yn hysbys
    .no-information = dim gwybodaeth
    .not-asked = heb ofyn
    .withheld = wedi’i ddal yn ôl
    .unavailable = ddim ar gael
    .not-started = heb ddechrau
    .closed = wedi cau
    .none-known-of-one-kind = dim o un math yn hysbys
    .has-capacity = â galluedd
    .lacks-capacity = heb alluedd
    .fluctuates = yn amrywio
    .not-assessed = heb ei asesu
    .lpa-health-and-welfare = atwrneiaeth arhosol iechyd a lles (LPA)
    .lpa-property-and-financial-affairs = atwrneiaeth arhosol eiddo a materion ariannol (LPA)
    .deputy-for-personal-welfare = dirprwy lles personol
    .deputy-for-property-and-affairs = dirprwy eiddo a materion
    .enduring-power-of-attorney = atwrneiaeth barhaus
    .in-place = yn ei le
    .not-in-place = ddim yn ei le
    .withdrawn = wedi tynnu’n ôl
    .said-to-exist-not-seen = dywedir ei fod yn bod, heb ei weld
    .dols-standard-authorisation = awdurdodiad DoLS safonol
    .dols-urgent-authorisation = awdurdodiad DoLS brys
    .court-of-protection-order = gorchymyn y Llys Gwarchod
    .applied-for = wedi gwneud cais
    .agreed = wedi cytuno
    .refused = wedi gwrthod
    .best-interests = budd pennaf
    .regular-iddsi-7 = arferol (IDDSI 7)
    .easy-to-chew-iddsi-7 = hawdd ei gnoi (IDDSI 7)
    .soft-and-bite-sized-iddsi-6 = meddal, mewn darnau bach (IDDSI 6)
    .minced-and-moist-iddsi-5 = mân a llaith (IDDSI 5)
    .pureed-iddsi-4 = piwrî (IDDSI 4)
    .liquidised-iddsi-3 = hylifol (IDDSI 3)
    .nothing-by-mouth = dim drwy’r geg
    .thin-iddsi-0 = tenau (IDDSI 0)
    .slightly-thick-iddsi-1 = ychydig yn drwchus (IDDSI 1)
    .mildly-thick-iddsi-2 = lled drwchus (IDDSI 2)
    .moderately-thick-iddsi-3 = gweddol drwchus (IDDSI 3)
    .extremely-thick-iddsi-4 = trwchus iawn (IDDSI 4)
    .fluid = diod
    .food = bwyd
    .weight = pwysau
    .temperature = tymheredd
    .pulse = curiad y galon
    .blood-pressure = pwysedd gwaed
    .glucose = glwcos
    .mood = hwyliau
    .pain = poen
    .skin = croen
    .bowel = coluddyn
    .free-text = testun rhydd
    .none = dim
    .quarter = chwarter
    .half = hanner
    .three-quarters = tri chwarter
    .all = y cyfan
    .happy = hapus
    .calm = tawel
    .tired = wedi blino
    .low = isel
    .anxious = pryderus
    .upset = gofidus
    .angry = dig
    .confused = dryslyd
    .phone = ffôn
    .mobile = ffôn symudol
    .text = neges destun
    .email = e-bost
    .radio = radio
    .care-alarm = larwm gofal

## Safe at the hub?

safety-title = Yn ddiogel yn yr hwb?
held-at-the-hub = { $held } o { $written } yn ddiogel yn yr hwb
signed-at = Arwyddodd yr hwb amdano: { $at }.
sync-now = Cydamseru nawr
taken-in = Beth dderbyniodd y ffôn hwn
counted = Cofnodion
counted-applied = wedi’u defnyddio
counted-waiting = yn aros
counted-quarantined = wedi’u rhoi o’r neilltu
counted-carried = yn cael eu cario i eraill
not-applied = Heb eu defnyddio, a pham

entry-count =
    { $count ->
        [zero] Dim cofnodion
        [one] 1 cofnod
        [two] 2 gofnod
        [few] 3 chofnod
        [many] 6 chofnod
       *[other] { $count } cofnod
    }

waits-for-title = Yn aros am

waits-for =
    .earlier-entry = y cofnod o’i flaen
    .key = ei allwedd
    .grant = prawf y caiff ei awdur ei ysgrifennu
    .register = pwy gaiff wneud beth, fel yr oedd gan ei awdur
    .card = gair am ba gofnod y mae
    .earlier-change = newid cynharach

quarantined = Wedi’i roi o’r neilltu

set-aside =
    .ask-again = Does dim modd ei ddefnyddio fel y daeth. Gofynnwch i bwy bynnag a’i hysgrifennodd ei ysgrifennu eto.
    .tell-manager = Ni chaiff pwy bynnag a’i hysgrifennodd ysgrifennu hwn. Dywedwch wrth reolwr.
    .copied = Cafodd y ddyfais y daw ohoni ei chopïo. Dywedwch wrth reolwr nawr.
    .update = Ni all y fersiwn hwn ei ddarllen. Diweddarwch Holdfast.

carried = Yn cael eu cario i eraill: nid oes gan y ffôn hwn allwedd i’w darllen
bundles = Heb yr hwb
bundles-help = Mae ffeil yn mynd â phopeth o un ffôn i’r llall. Mae wedi’i selio: dim ond y rhai sy’n cael ei darllen sy’n gallu.
bundle-out = Rhoi ffeil
bundle-in = Derbyn ffeil
took-in-counts = Derbyniwyd: { $new } newydd, { $known } yn hysbys eisoes.
was-copied = Cafodd { $device } ei gopïo. Dywedwch wrth reolwr nawr.
a-device = dyfais

trouble =
    .unreachable = Nid oedd modd cyrraedd yr hwb.
    .refused = Ni dderbyniodd yr hwb hwn.
    .no-hub = Does neb wedi dweud ble mae’r hwb. Holwch reolwr, neu rhowch ffeil.
    .no-room = Does dim lle ar y ffôn hwn i’r hyn y mae’r hwb yn ei anfon.

ending =
    .in-sync = { "" }
    .differs = Mae rhai gwahaniaethau ar ôl. Dywedwch wrth y swyddfa.
    .not-enrolled = Nid yw’r hwb yn adnabod y ffôn hwn. Holwch reolwr.
    .withdrawn = Tynnwyd y ffôn hwn yn ôl. Holwch reolwr.

syncs-by-itself = Mae’n cydamseru ar ei ben ei hun.
syncing-now = Yn siarad â’r hwb nawr.
tries-with-signal = Bydd yn rhoi cynnig arall arni pan fydd signal.

# Munud: un funud, dwy funud, tair munud.
tries-again =
    { $minutes ->
        [0] Bydd yn rhoi cynnig arall arni mewn llai na munud.
        [one] Bydd yn rhoi cynnig arall arni mewn 1 funud.
        [two] Bydd yn rhoi cynnig arall arni mewn 2 funud.
        [few] Bydd yn rhoi cynnig arall arni mewn 3 munud.
        [many] Bydd yn rhoi cynnig arall arni mewn 6 munud.
       *[other] Bydd yn rhoi cynnig arall arni mewn { $minutes } munud.
    }
