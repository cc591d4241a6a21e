### Every word on Holdfast's screens, in English. This file is the one the others are measured by.
###
### For whoever translates: copy this file to your language's (xx.ftl), keep what stands left of the
### "=", and translate what stands right of it. How words are changed and languages added: docs/words.md.
###
### - A word in { } with a $ is filled in when the screen is drawn. Its comment says with what.
### - Lines that begin with a dot are the words for one closed set, in the order of the set.
### - Whoever reads is a carer at night, in somebody's home, perhaps tired. Plain words, short sentences.
###   "You" is the carer. "They" is the person who is cared for.
### - The hub is the organisation's own server. An entry is one thing somebody wrote. To sign is to put
###   one's name under something.

## What only the phone itself shows: below the icon, in its settings.

# The app's name. It is not translated.
# Shown as: name
# Shown by: android app_name, ios CFBundleDisplayName
app-name = Holdfast

# In the phone's list of apps.
# Shown by: android app_about
app-about = Care records that work with no signal.

# Why the phone asks for a face.
# Shown by: ios NSFaceIDUsageDescription
app-face = Your face opens Holdfast, so that you need not type your PIN.

## Days and times. The names of days and months are the phone's own; only their order stands here, in
## the letters that Unicode gives them: EEEE is Sunday, d is 2, MMMM is November, MMM is Nov, yyyy is
## 2026, HH:mm is 18:05.

# Shown as: pattern
clock-pattern = HH:mm

# At the top of Today.
# Shown as: pattern
day-pattern = EEEE d MMMM

# Shown as: pattern
short-day-pattern = d MMM yyyy

# A date of birth.
# Shown as: pattern
long-day-pattern = d MMMM yyyy

# A time on another day than today.
# Variables:
#   $day (Text): 21 Nov 2026
#   $time (Text): 18:05
day-and-time = { $day }, { $time }

## On every screen

# The button that leads to the screen before.
back = Back

# It is on the disk of this phone, whatever happens next.
saved = Saved on this phone

save = Save

# What was typed is not wanted. A button.
throw-away = Throw away

draft-not-kept = There is no room left on this phone. What you type is only on the screen. Free some room, then save.

# In place of a name that has not come yet.
somebody-unknown = somebody this phone does not know yet

# In place of the name of the person who is cared for.
name-not-here = Name not here yet

# Who wrote something, and when.
# Variables:
#   $who (Text): Amina Yusuf
#   $at (Text): 18:05
who-when = { $who }, { $at }

## When something cannot be done: what happened, and what to do.

# Of: ErrorKind
problem =
    .locked = This phone is locked. Open it again with your PIN.
    .wrong-pin = That PIN is not right. Try again, or ask your manager.
    .wrong-key = This phone’s own lock does not open this. Use your PIN.
    .field = Something is missing or cannot be read. Look at it again.
    .not-found = This is not on this phone. Sync, or ask the office.
    .not-allowed = You may not do this. Ask your manager.
    .joining = This phone does not belong to an organisation yet. Ask your manager.
    .changed = Somebody changed this meanwhile. Read it again as it is now.
    .whose = Two people may be one. Ask the office.
    .file = This file cannot be read. Choose another one.
    .disk-full = There is no room left on this phone. Nothing was saved. Free some room and save again. What you typed is still here.
    .damaged = Something on this phone is damaged. Ask the office for help. Write on paper meanwhile.
    .no-key = The key for this has not come yet. Sync, or ask the office.
    .hub = The hub did not take this. All is saved on this phone. It will try again.
    .other = That did not work. Nothing was lost. Try again, or ask the office.

keys-gone = The keys to what is on this phone are gone. No PIN opens it any more. What the hub holds is safe. Ask your manager to set this phone up again. Write on paper meanwhile.

## Unlock

# A phone on which Holdfast was installed and nothing else.
not-set-up = This phone is not set up

not-set-up-help = It does not belong to an organisation yet. Ask your manager.

unlock-title = Open Holdfast

unlock-without-network = This works with no signal.

unlock-pin = Your PIN or passphrase

# A button.
unlock-open = Open

# A button: a finger, a face, the phone's own code.
unlock-by-phone = Use the phone’s own lock

unlock-forgotten = Forgotten it?

unlock-forgotten-help = Nobody can look it up. Phone your manager: they can set this phone up again. What the hub holds is safe.

## Today

today-none = No visits today

today-none-help = If you are called to somebody, choose them below.

# Above the people without a visit today.
today-others = Everybody else

today-offline = No signal. You can go on working: everything is saved on this phone.

today-heard-never = The hub was never heard yet.

# Variables:
#   $at (Text): 18:05, or 21 Nov 2026, 18:05
today-heard-at = The hub was last heard { $at }.

# A visit that nobody had planned.
today-unplanned-why = Why are you going?

# A button: it begins a visit that nobody had planned.
today-unplanned-start = I am there now

# Variables:
#   $name (Text): Doreen
unplanned-title = A visit to { $name }

# A button.
note = Write a note

# When a visit is to be.
window-none = No time yet

# Variables:
#   $starts (Text): 18:00
window-from = Since { $starts }

# Variables:
#   $starts (Text): 18:00
#   $ends (Text): 18:30
window-from-to = { $starts } to { $ends }

# Of: VisitState
visit-state =
    .planned = planned
    .stood-down = stood down
    .under-way = under way
    .finished = finished

# What is new for whoever looks; nothing where they have read it as it stands.
# Of: LastRead
news =
    .never = You have not read about them yet
    .before-changes = Something changed since you read it
    .as-it-stands = { "" }

# Variables:
#   $count (Number): how many tasks a visit has
tasks =
    { $count ->
        [one] 1 task
       *[other] { $count } tasks
    }

# Variables:
#   $count (Number): how many things are written down at a visit, or in a section
entries =
    { $count ->
        [one] 1 thing written
       *[other] { $count } things written
    }

safe-at-the-hub = All safe at the hub

# Variables:
#   $count (Number): how many entries nobody else has yet
safe-only-here =
    { $count ->
        [one] 1 entry is only on this phone
       *[other] { $count } entries are only on this phone
    }

safe-nothing = Nothing written yet

## A visit

# Before the names of those who are there.
visit-here = Here now

visit-nobody-here = Nobody has arrived yet

# A button.
visit-arrive = I have arrived

# A button.
visit-leave = I am leaving

# A button, below what is not written yet.
visit-leave-still = Leave now

# A button, and the name of the screen with the advice.
visit-may-i-start = May I start?

visit-tasks = To do

visit-medicines = Medicines

visit-written = Written so far

visit-missing = Not written yet

# A button.
visit-measure = Measure or observe

visit-draft = You began something and did not save it. It is kept on this phone.

# A button.
visit-go-on = Go on writing

# Before the reason why somebody came.
visit-unplanned = Not planned:

# A button.
person = About this person

note-title = Note

note-text = What happened, in plain words

# A button.
amend = Correct this

amend-title = Correct a note

amend-text = What it should say

amend-reason = Why you correct it

amend-kept = What was written first stays beside it.

amended-first = First written:

#   $who (Text): Amina Yusuf
#   $at (Text): 18:05
amended-by = Corrected by { $who }, { $at }

# Above two corrections of one note.
amended-apart = Two people corrected this without seeing each other’s words

# Of a note that its author took back.
struck = Struck out

after-leaving = written after leaving

# A label: why something was not done.
reason = Why

dose-title = Medicine

# A button beside a medicine.
dose-record = What came of it

dose-amount = How much was taken

dose-advice = Who advised it

dose-note = Anything else

dose-outcome = What came of it?

double-dose = Look first: this may be a double dose.

# Beside a medicine that was given a short while ago.
look-first = look first: given not long ago

# Variables:
#   $medicine (Text): Levodopa 100 mg
double-dose-of = Possibly given twice: { $medicine }

# In place of a medicine's name.
a-medicine = a medicine

# One dose that was offered.
# Variables:
#   $at (Text): 18:10
#   $outcome (Text): Taken, I saw it
offered-at = { $at }: { $outcome }

# When a dose is to be given.
# Variables:
#   $time (Text): 18:00
due-at = Due { $time }

observation-title = Measure or observe

observation-reading = What you read or saw

observation-note = Anything else

# Variables:
#   $example (Text): 120/80
for-example = For example: { $example }

leave-title = Before you leave

leave-note = Anything to hand over

leave-nothing-missing = Everything planned is written.

disputed-see-person = Two people say different things: see the person

# Above each thing that is written down.
# Of: RecordedKind
recorded =
    .arrived = Arrived
    .not-attended = Nobody came
    .advice = What the phone advised
    .went-on = Went on although
    .task = Task
    .medicine = Medicine
    .observation = Measured or seen
    .note = Note
    .instruction = Asked by phone
    .left = Left

# Buttons, and what stands beside a task.
# Of: TaskDone
task-done =
    .done = Done
    .partly = In part
    .not-done = Not done

# What came of a medicine.
# Of: Outcome
outcome =
    .taken-seen = Taken, I saw it
    .taken-reported = Taken, I was told
    .partial = Taken in part
    .declined = Declined
    .already-taken = Already taken
    .asleep-or-unable = Asleep or unable
    .not-available = Not there
    .away = Person away
    .withheld-on-advice = Held back on advice
    .not-required = Not needed
    .spoiled = Spoiled
    .vomited = Vomited
    .uncertain = Not sure
    .error-suspected = A mistake, I think
    .not-offered = Not offered

# What can be measured or seen.
# Of: ObservationKind
observation =
    .fluid = Drink
    .food = Food
    .weight = Weight
    .temperature = Temperature
    .pulse = Pulse
    .blood-pressure = Blood pressure
    .glucose = Blood glucose
    .mood = Mood
    .pain = Pain
    .skin = Skin
    .bowel = Bowels
    .free-text = Something else

# An example of what is typed for each of them. Words here are ones the library takes: they stay
# English until it takes others.
# Of: ObservationKind
# Shown as: typed
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

# What is not written yet.
gap-no-arrival = No arrival is written

# Variables:
#   $task (Text): Make tea and toast
gap-task = Task: { $task }

# Variables:
#   $medicine (Text): Levodopa 100 mg
gap-medicine = Medicine: { $medicine }

# Variables:
#   $medicine (Text): Levodopa 100 mg
#   $time (Text): 18:00
gap-medicine-due = Medicine: { $medicine }, due { $time }

# Variables:
#   $who (Text): Amina Yusuf
gap-no-leaving = No leaving time for { $who }

# Variables:
#   $came (Number): how many carers came
#   $needed (Number): how many it takes
gap-fewer-staff = { $came } came, { $needed } are needed

# In place of a task or a medicine that is not in the plan any more.
one-not-here = one that is not here

## May I start?

# Of: Advice
advice =
    .proceed = You may start as planned.
    .proceed-with-changes = You may start, with changes.
    .do-not-start = Do not start the planned tasks. Phone first.

# Variables:
#   $count (Number): how many carers are there
staff-here =
    { $count ->
        [one] You are here alone
       *[other] { $count } of you are here
    }

# A button.
one-more-here = Somebody else is here too

# A button.
one-fewer-here = One of us has gone

clocks-disagree = The clocks do not agree. Check the date on this phone.

may-start = You may start

waits-title = This waits

task-not-here = A task that is not here

# Of: TaskAnswer
answer =
    .may-proceed = may start
    .paused = waits
    .not-checked = not checked
    .escalate-at-once = phone now

# Before what may be done while a task waits.
meanwhile-do = Until then

# What to do instead of a task that waits. The English is the library's own: a test compares them.
# Of: text
instead =
    .ask-and-stay = Ask how they are, and stay.
    .stay-and-talk = Stay and talk.
    .another-visit = Leave it for another visit.
    .offer-food = Offer food and drink that you know is safe for them.
    .stay-while-eating = Stay with them while they eat and drink what you know is safe.
    .wash-hands-and-face = Help them to wash hands and face where they are, and keep them warm and dry.
    .clean-and-dry = Keep them clean and dry where they are.
    .do-not-lift = Do not lift. Make them comfortable where they are; they may move as they choose.
    .move-themselves = Help them to move themselves, with pillows, as far as they can.
    .walk-beside = Walk beside them if they choose to walk, with the aid they always use.
    .ask-what-they-took = Ask what they took. Do not hold back a medicine: phone before it is due.
    .do-not-hold-back = Do not hold back a medicine: phone before it is due.
    .comfort-and-phone = Comfort them, and phone now about the medicine.
    .keep-skin-clean = Keep the skin clean and dry, and look for changes.
    .look-whether-it-drains = Look whether it drains and whether they are in pain, and phone.
    .no-feed = Do not start the feed. Phone now.
    .write-what-you-see = Write what you see.
    .at-home = Do something together at home. If they choose to go out, go along.
    .space-and-time = Give them space and time, keep calm, and phone.
    .take-nothing-away = Phone now. Do not take away equipment or a safety measure on your own.
    .write-what-they-need = Leave it, and write down what they need.
    .look-in = Look in and listen, as quietly as you can.
    .wash-where-they-are = Help them to wash where they are.

whom-to-phone = Who to phone

# Above the reasons for the advice.
findings = Why

always-allowed = You may always

# What a carer may always do, whatever the advice.
# Of: Meanwhile
meanwhile =
    .stay = Stay with them
    .comfort = Comfort, company, warmth
    .food-and-drink = Food and drink you know is safe for them
    .emergency-help = 999 and first aid
    .write = Write notes and concerns
    .carry-on = If you can reach nobody and waiting is more dangerous, go on and say why

# A button, and the name of the screen it leads to.
go-on-although = Go on, and say why

go-on-help = Your manager will see this at the top of their list. It is not a fault.

# The carer goes on with the sentence.
go-on-because = Leaving or waiting was more dangerous because

# A button.
go-on-sign = Sign and go on

# Of: LadderRole
role =
    .senior = senior on shift
    .on-call-manager = on-call manager
    .duty-manager = duty manager
    .office = office
    .coordinator = coordinator
    .registered-manager = registered manager
    .safeguarding-lead = safeguarding lead
    .prime-on-call = commissioner’s on-call manager
    .nominated-individual = nominated individual
    .gp = GP practice
    .pharmacy = pharmacy
    .nhs111 = NHS 111
    .community-nurse = community nurse
    .local-authority = local authority
    .next-of-kin = family

# Why somebody on the list is not to be phoned now.
# Of: Skipped
skipped =
    .outside-hours = not at this hour
    .channel-down = cannot be reached now
    .no-number = no number written

# Of: ReachBy
reach-by =
    .phone = Phone
    .mobile = Mobile
    .text = Text message
    .email = E-mail
    .radio = Radio
    .alarm = Care alarm

# A button.
# Variables:
#   $number (Text): 020 7946 0100
phone-on-call = Phone on call: { $number }

# A button.
# Variables:
#   $number (Text): 07700 900123
dial = Phone { $number }

# Why something is not as planned.
# Of: Reason
why =
    .never-confirmed = Nobody has confirmed this yet.
    .event-since = Not confirmed since something changed.
    .check-date = The clocks do not agree. Check the date before you rely on this.
    .too-old = It is too long since somebody confirmed this.
    .valid-until-passed = This was to be used until a day that has passed.
    .expired = This has a last day, and that day has passed.
    .review-due = This is due to be looked at again.
    .nothing-recorded = Something that must be known is not written.
    .stated-unknown = It was asked, and there is no answer yet. That is not “none”.
    .disputed = Two people wrote different things. Phone before you rely on either.
    .read-cautiously = Two people wrote different things. Go by the safer one.
    .not-authorised = A restriction is disputed: not authorised now. Phone now. Take nothing away on your own.
    .none-known-beside-item = It says “none known”, and there is one. Phone to settle it.
    .time-critical-disputed = A medicine that must not be late is disputed. Phone now. Do not leave it out or guess.
    .cannot-be-read = Something here cannot be read by this version. Phone to ask.
    .change-waiting = Another system says this changed. Nobody has decided yet.
    .system-down = A system is down. Confirm this by phone.
    .too-few-staff = It takes more people than are here.
    .not-checked = Nobody has checked this kind of task.
    .medicine-does-not-stand = This medicine is not in the summary now.
    .no-restriction = No restriction is written in the summary.

# The same reason, where it is known what happened.
# Of: EventKind
not-confirmed-since =
    .admission = Not confirmed since they went into hospital.
    .discharge = Not confirmed since they came home from hospital.
    .fall = Not confirmed since they fell.
    .medicine-change = Not confirmed since a medicine changed.
    .safeguarding-concern = Not confirmed since there was a concern.
    .restriction-used = Not confirmed since a restriction was used.

# The same reason, where it is known which system.
# Of: CareSystem
system-down =
    .referral-portal = The referral portal is down. Confirm this by phone.
    .discharge-platform = The discharge platform is down. Confirm this by phone.
    .shared-plan = The shared plan is down. Confirm this by phone.
    .emar-link = The medicine record link is down. Confirm this by phone.
    .call-monitoring = Call monitoring is down. Confirm this by phone.
    .rota = The rota is down. Confirm this by phone.
    .email = E-mail is down. Confirm this by phone.
    .telephones = The office’s telephones are down. Confirm this by phone.

nothing-is-written = Nothing is written here.

# Variables:
#   $kinds (Text): language, allergies
nothing-written-about = Nothing is written about: { $kinds }.

# After "It takes more people than are here."
# Variables:
#   $count (Number): how many people it takes
staff-it-takes = It takes { $count }.

# After a reason.
# Variables:
#   $day (Text): 21 Nov 2026
finding-since = Since { $day }.

# What follows from a reason.
# Of: Measure
measure =
    .note = Go ahead, and tell the office.
    .confirm-by-phone = Confirm by phone first.
    .pause-tasks = What depends on it waits.
    .send-senior = What depends on it waits for a senior.
    .do-not-start = The visit does not start as planned.

## A person

# Of: SummarySection
section =
    .risks-and-triggers = Risks and triggers
    .medication = Medicines
    .mobility-and-falls = Moving and falls
    .communication = Talking and listening
    .consent-and-capacity = Consent and capacity
    .escalation-route = Who to phone

# Kinds of things that are written about a person. Above an item the first letter is made large.
# Of: Slot
kind =
    .preferred-name = preferred name
    .full-name = full name
    .date-of-birth = date of birth
    .nhs-number = NHS number
    .address = address
    .household = who lives there
    .what-matters = what matters most to me
    .how-i-like-things = how I like things done
    .important-people = people important to me
    .entry-details = how to get in
    .risk = risk
    .risks-statement = risks as a whole
    .safeguarding-flag = safeguarding
    .safeguarding-statement = safeguarding as a whole
    .restriction = restriction
    .restrictions-statement = restrictions as a whole
    .allergy = allergy
    .allergies-statement = allergies as a whole
    .positive-risk = agreed risk
    .alert = alert
    .medicine = medicine
    .medicines-statement = medicines as a whole
    .ended-medicine = ended medicine
    .transfers = moving from place to place
    .equipment = equipment
    .indoors = getting about indoors
    .outdoors = getting about outdoors
    .staff-needed = staff needed
    .falls-risk = falls
    .eating-and-drinking = eating and drinking
    .skin = skin
    .continence = continence
    .sensory = senses
    .language = language
    .communication-aids = what helps to talk and listen
    .shows-pain = how they show pain
    .shows-distress = how they show distress
    .shows-choice = how they show a choice
    .raising-a-concern = how they raise a concern
    .please-do = please do
    .please-dont = please don’t
    .capacity-note = capacity
    .authority = attorney or deputy
    .authorities-statement = attorneys and deputies as a whole
    .dnacpr = DNACPR
    .adrt = ADRT
    .respect = ReSPECT
    .liberty = deprivation of liberty
    .share-consent = consent to share
    .rung = who to call
    .next-of-kin = next of kin
    .next-of-kin-statement = next of kin as a whole
    .gp = GP practice
    .local-authority = local authority
    .out-of-hours = out of hours
    .carer-cannot-attend = when a carer cannot come
    .no-access = when nobody opens
    .baseline = what is usual
    .proposal = proposed change

# The six states of a section, in the words of docs/screens.md.
# Of: SectionState
section-state =
    .current = current
    .review-due = review due
    .stale = stale
    .unconfirmed = unconfirmed
    .missing = missing
    .disputed = disputed

# A button: the reader has read what is on this screen, and signs for it.
read-and-understood = Read and understood

# A button, and the name of the screen.
paramedic = For a paramedic

person-sections = What to know

what-matters = What matters most to me

since-last-here = Since you were last here

nothing-changed = Nothing has changed.

disputes = Two people say different things

ended-medicines = No longer given

# Spoken: whether what is in a section is shown.
opened = open

# Spoken: whether what is in a section is shown.
closed = closed

nothing-written = Nothing is written here

two-say = two different things are said

removed = Taken away

not-confirmed = Nobody has confirmed this yet

# Before what something said earlier.
before = Before:

phone-before-you-rely = Phone before you rely on either.

# A button.
settle = Settle this

which-stands = Which is right?

settle-why = Why: who told you, and how they know

date-of-birth = Date of birth

nhs = NHS number

allergies = Allergies

resuscitation = Resuscitation and refusals

in-any-doubt = In any doubt: call 999. Show the crew the original.

baseline = What is usual

communication = Talking and listening

alerts = Alerts

next-of-kin = Next of kin

never-taken = No time known when it was last taken

# Variables:
#   $day (Text): 7 March 1941
born-on = Date of birth: { $day }

# Variables:
#   $number (Text): 943 476 5919
nhs-number = NHS number: { $number }

# Variables:
#   $what (Text): Date of birth
not-written = { $what }: not written

# Variables:
#   $name (Text): Doreen
likes-to-be-called = Likes to be called { $name }

# A warning: two people of nearly the same name.
# Variables:
#   $name (Text): Doreen Ashwood
similar-name = Somebody else is called { $name }. Make sure who this is.

# Variables:
#   $at (Text): 17:30
read-at = You read this { $at }

# Variables:
#   $at (Text): 18:10
taken-at = Last taken { $at }

# Variables:
#   $day (Text): 21 Nov 2026
since-day = Since { $day }

# Variables:
#   $count (Number): how many things
unreadable =
    { $count ->
        [one] 1 thing written that this version cannot read. Tell the office.
       *[other] { $count } things written that this version cannot read. Tell the office.
    }

# Variables:
#   $day (Text): 21 Nov 2026
valid-until-day = To be relied on until { $day }

# Variables:
#   $who (Text): Olu Adeyemi
#   $at (Text): 17:30
confirmed-by = Confirmed by { $who }, { $at }

# Where something comes from, then who wrote it down and when.
# Variables:
#   $written (Text): Amina Yusuf, 18:05
source-person = They said so. { $written }

# Variables:
#   $by (Text): Dr Patel
#   $written (Text): Amina Yusuf, 18:05
source-told = { $by } said so. { $written }

# Variables:
#   $written (Text): Amina Yusuf, 18:05
source-imported = From another system. { $written }

# Variables:
#   $paper (Text): discharge letter
#   $written (Text): Amina Yusuf, 18:05
source-paper = From paper: { $paper }. { $written }

# Which side of a dispute stands.
# Of: Keep
keep =
    .items = What is listed stands
    .none-known = None known stands

# How to go by something in dispute.
# Of: Caution
caution =
    .no-reading = Phone before you rely on either.
    .go-by = Go by the safer one until it is settled.
    .not-authorised = Not authorised until it is settled.
    .paused = It waits until it is settled.

# How something differs from what was read last.
# Of: Differs
differs =
    .new = new
    .changed = changed
    .removed = taken away
    .disputed = disputed
    .confirmed = confirmed
    .cannot-be-read = cannot be read here

## The library's names for what is written in a field. Above or before what was written the first letter
## is made large. The English is the library's own: a test compares them.

# Of: text
# Shown as: label
label =
    .nhs-number = NHS number
    .about-what = about what
    .address = address
    .after-a-fall = after a fall
    .age-of-the-summary-minutes = age of the summary (minutes)
    .agreed-by = agreed by
    .agreed-on = agreed on
    .agreed-safeguards = agreed safeguards
    .aids = aids
    .alarm = alarm
    .alert = alert
    .alertness-and-memory = alertness and memory
    .also-understands = also understands
    .amount-taken = amount taken
    .answer = answer
    .assessed-by = assessed by
    .assessed-on = assessed on
    .assessment = assessment
    .at-least-this-many-minutes-between-doses = at least this many minutes between doses
    .at-most-this-many-minutes = at most this many minutes
    .authorised-by = authorised by
    .avoid = avoid
    .basis = basis
    .bath-or-shower = bath or shower
    .because = because
    .bed = bed
    .best-interests-decision = best-interests decision
    .breathing-and-colour = breathing and colour
    .call-back-by = call back by
    .care = care
    .chair = chair
    .changes = changes
    .checked-on = checked on
    .codes = codes
    .computed-from = computed from
    .conditions = conditions
    .contacts = contacts
    .covert-authorised-by = covert: authorised by
    .covert-best-interests-reference = covert: best-interests reference
    .covert-expires = covert: expires
    .critical = critical
    .date-of-birth = date of birth
    .decision = decision
    .document-seen = document seen
    .dose = dose
    .dose-as-planned = dose as planned
    .drinks = drinks
    .due-at = due at
    .early-signs = early signs
    .eating-and-drinking = eating and drinking
    .emerging-risks = emerging risks
    .ended-on = ended on
    .expires = expires
    .finding = finding
    .food-texture = food texture
    .for-what = for what
    .form = form
    .from = from
    .full-name = full name
    .given-by = given by
    .guidance-read-out = guidance read out
    .hearing = hearing
    .help = help
    .help-needed = help needed
    .holds-a-key = holds a key
    .hours = hours
    .how-bad = how bad
    .how-it-ended = how it ended
    .how-it-is-said = how it is said
    .how-sure = how sure
    .how-the-person-gets-about = how the person gets about
    .how-the-person-shows-it = how the person shows it
    .how-the-person-transfers = how the person transfers
    .how-the-skin-is = how the skin is
    .how-they-raise-a-concern = how they raise a concern
    .how-to-get-in = how to get in
    .how-to-reach-it = how to reach it
    .how-to-reach-them = how to reach them
    .in-their-own-words = in their own words
    .in-words = in words
    .instructions = instructions
    .interpreter-needed = interpreter needed
    .key-safe-code = key safe code
    .kind = kind
    .kind-of-risk = kind of risk
    .language = language
    .last-fall = last fall
    .leaving-or-waiting-was-more-dangerous-because = leaving or waiting was more dangerous because
    .legal-basis = legal basis
    .likes-and-diet = likes and diet
    .lives-alone = lives alone
    .may-be-told = may be told
    .medicine = medicine
    .minutes-to-wait = minutes to wait
    .mood = mood
    .most-in-a-day = most in a day
    .moving = moving
    .name = name
    .needed-when = needed when
    .needs = needs
    .next-steps = next steps
    .note = note
    .number-of-staff = number of staff
    .observed = observed
    .offered-at = offered at
    .old-patch-taken-from = old patch taken from
    .old-patch-taken-off-at = old patch taken off at
    .on-whose-advice = on whose advice
    .only-suspected = only suspected
    .only-when-needed = only when needed
    .other-senses = other senses
    .outcome = outcome
    .patch-put-on = patch put on
    .policy-version = policy version
    .position = position
    .postcode = postcode
    .preferred-name = preferred name
    .products = products
    .proposed = proposed
    .reference = reference
    .relation = relation
    .review = review
    .role = role
    .route = route
    .said-on = said on
    .said-to-be-over = said to be over
    .sight = sight
    .since-when = since when
    .size-or-setting = size or setting
    .sleep = sleep
    .speech = speech
    .start-date = start date
    .statement = statement
    .status = status
    .status-as-it-was-said = status, as it was said
    .stop-date = stop date
    .stop-when = stop when
    .strength = strength
    .support-level = support level
    .swallowing = swallowing
    .taken-at = taken at
    .task = task
    .telephone = telephone
    .time-critical = time-critical
    .times = times
    .to-what = to what
    .toilet = toilet
    .told = told
    .told-by = told by
    .tried-to-reach = tried to reach
    .triggers = triggers
    .type = type
    .used-for = used for
    .version-of-the-medicine = version of the medicine
    .version-of-the-summary = version of the summary
    .watch-for = watch for
    .what = what
    .what-happens = what happens
    .what-helps = what helps
    .what-helps-them-decide = what helps them decide
    .what-is-authorised = what is authorised
    .what-is-known = what is known
    .what-is-usual = what is usual
    .what-it-did = what it did
    .what-it-is-for = what it is for
    .what-may-happen = what may happen
    .what-not-to-do = what not to do
    .what-the-person-chooses-to-do = what the person chooses to do
    .what-to-do = what to do
    .what-to-know = what to know
    .what-to-mind = what to mind
    .what-was-asked = what was asked
    .what-was-said = what was said
    .when = when
    .when-in-words = when, in words
    .where-the-key-safe-is = where the key safe is
    .where-the-original-is-kept = where the original is kept
    .who = who
    .who-else-lives-there = who else lives there
    .who-knows-the-person = who knows the person
    .who-steps-in = who steps in
    .who-was-asked = who was asked
    .why = why
    .why-it-was-needed = why it was needed
    .with = with
    .with-whom = with whom
    .witness = witness

# Words of closed sets, within what a field says: chosen, not typed. The English is the library's own: a test
# compares them.
# Of: text
word =
    .proceed = proceed
    .proceed-with-changes = proceed with changes
    .do-not-start-escalate = do not start: escalate
    .reported = reported
    .confirmed = confirmed
    .done = done
    .partly-done = partly done
    .not-done = not done
    .yes = yes
    .no = no
    .taken-seen = taken (seen)
    .taken-reported = taken (reported)
    .partial = partial
    .declined = declined
    .already-taken = already taken
    .asleep-or-unable = asleep or unable
    .not-available = not available
    .away = away
    .withheld-on-advice = withheld on advice
    .not-required = not required
    .spoiled = spoiled
    .vomited = vomited
    .uncertain = uncertain
    .error-suspected = error suspected
    .not-offered = not offered
    .head = head
    .face = face
    .mouth = mouth
    .left-ear = left ear
    .right-ear = right ear
    .neck = neck
    .chest = chest
    .under-breasts = under breasts
    .abdomen = abdomen
    .groin = groin
    .genitals = genitals
    .upper-back = upper back
    .lower-back = lower back
    .sacrum = sacrum
    .left-buttock = left buttock
    .right-buttock = right buttock
    .left-shoulder = left shoulder
    .right-shoulder = right shoulder
    .left-upper-arm = left upper arm
    .right-upper-arm = right upper arm
    .left-elbow = left elbow
    .right-elbow = right elbow
    .left-forearm = left forearm
    .right-forearm = right forearm
    .left-hand = left hand
    .right-hand = right hand
    .left-hip = left hip
    .right-hip = right hip
    .left-thigh = left thigh
    .right-thigh = right thigh
    .left-knee = left knee
    .right-knee = right knee
    .left-lower-leg = left lower leg
    .right-lower-leg = right lower leg
    .left-ankle = left ankle
    .right-ankle = right ankle
    .left-heel = left heel
    .right-heel = right heel
    .left-foot = left foot
    .right-foot = right foot
    .senior-on-shift = senior on shift
    .on-call-manager = on-call manager
    .duty-manager = duty manager
    .office = office
    .coordinator = coordinator
    .registered-manager = registered manager
    .safeguarding-lead = safeguarding lead
    .prime-provider-s-on-call = prime provider's on-call
    .nominated-individual = nominated individual
    .gp = GP
    .pharmacy = pharmacy
    .nhs-111 = NHS 111
    .community-nurse = community nurse
    .local-authority = local authority
    .next-of-kin = next of kin
    .distress-or-behaviour = distress or behaviour
    .self-harm = self-harm
    .choking = choking
    .falls = falls
    .skin-damage = skin damage
    .eating-and-drinking-too-little = eating and drinking too little
    .health-condition = health condition
    .infection = infection
    .fire = fire
    .the-home = the home
    .getting-lost = getting lost
    .harm-by-others = harm by others
    .self-neglect = self-neglect
    .alcohol-or-substances = alcohol or substances
    .other = other
    .physical = physical
    .mechanical = mechanical
    .chemical = chemical
    .environmental = environmental
    .surveillance = surveillance
    .psychological = psychological
    .seclusion = seclusion
    .blanket-restriction = blanket restriction
    .mild = mild
    .moderate = moderate
    .severe = severe
    .life-threatening = life-threatening
    .allergy = allergy
    .intolerance = intolerance
    .adverse-reaction = adverse reaction
    .prompt = prompt
    .assist = assist
    .administer = administer
    .stopped = stopped
    .completed = completed
    .on-hold = on hold
    .cancelled = cancelled
    .not-taken = not taken
    .none-known = none known
    .no-information = no information
    .not-asked = not asked
    .withheld = withheld
    .unavailable = unavailable
    .not-started = not started
    .closed = closed
    .none-known-of-one-kind = none known of one kind
    .has-capacity = has capacity
    .lacks-capacity = lacks capacity
    .fluctuates = fluctuates
    .not-assessed = not assessed
    .lpa-health-and-welfare = LPA health and welfare
    .lpa-property-and-financial-affairs = LPA property and financial affairs
    .deputy-for-personal-welfare = deputy for personal welfare
    .deputy-for-property-and-affairs = deputy for property and affairs
    .enduring-power-of-attorney = enduring power of attorney
    .in-place = in place
    .not-in-place = not in place
    .withdrawn = withdrawn
    .said-to-exist-not-seen = said to exist, not seen
    .dols-standard-authorisation = DoLS standard authorisation
    .dols-urgent-authorisation = DoLS urgent authorisation
    .court-of-protection-order = Court of Protection order
    .applied-for = applied for
    .agreed = agreed
    .refused = refused
    .best-interests = best interests
    .regular-iddsi-7 = regular (IDDSI 7)
    .easy-to-chew-iddsi-7 = easy to chew (IDDSI 7)
    .soft-and-bite-sized-iddsi-6 = soft and bite-sized (IDDSI 6)
    .minced-and-moist-iddsi-5 = minced and moist (IDDSI 5)
    .pureed-iddsi-4 = pureed (IDDSI 4)
    .liquidised-iddsi-3 = liquidised (IDDSI 3)
    .nothing-by-mouth = nothing by mouth
    .thin-iddsi-0 = thin (IDDSI 0)
    .slightly-thick-iddsi-1 = slightly thick (IDDSI 1)
    .mildly-thick-iddsi-2 = mildly thick (IDDSI 2)
    .moderately-thick-iddsi-3 = moderately thick (IDDSI 3)
    .extremely-thick-iddsi-4 = extremely thick (IDDSI 4)
    .fluid = fluid
    .food = food
    .weight = weight
    .temperature = temperature
    .pulse = pulse
    .blood-pressure = blood pressure
    .glucose = glucose
    .mood = mood
    .pain = pain
    .skin = skin
    .bowel = bowel
    .free-text = free text
    .none = none
    .quarter = quarter
    .half = half
    .three-quarters = three quarters
    .all = all
    .happy = happy
    .calm = calm
    .tired = tired
    .low = low
    .anxious = anxious
    .upset = upset
    .angry = angry
    .confused = confused
    .phone = phone
    .mobile = mobile
    .text = text
    .email = email
    .radio = radio
    .care-alarm = care alarm

## Safe at the hub?

# A question: is what was written safe elsewhere?
safety-title = Safe at the hub?

# Variables:
#   $held (Number): how many entries the hub holds
#   $written (Number): how many were written here
held-at-the-hub = { $held } of { $written } safe at the hub

# Variables:
#   $at (Text): 22:04
signed-at = The hub signed for it { $at }.

# A button.
sync-now = Sync now

# Above the numbers of entries.
taken-in = What this phone took in

counted = Entries

counted-applied = used

counted-waiting = waiting

counted-quarantined = set aside

counted-carried = carried for others

not-applied = Not used, and why

# Variables:
#   $count (Number): how many
entry-count =
    { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }

waits-for-title = Waiting for

# Of: WaitsFor
waits-for =
    .earlier-entry = the entry before it
    .key = its key
    .grant = proof that its author may write it
    .register = who may do what, as its author had it
    .card = word of which record it is for
    .earlier-change = an earlier change

quarantined = Set aside

# Why an entry is set aside, and what to do, after "Set aside:".
# Of: SetAside
set-aside =
    .ask-again = It cannot be used as it came. Ask whoever wrote it to write it again.
    .tell-manager = Whoever wrote it may not write this. Tell a manager.
    .copied = The device it comes from was copied. Tell a manager now.
    .update = This version cannot read it. Update Holdfast.

carried = Carried for others: this phone has no key to read them

bundles = Without the hub

bundles-help = A file takes everything from one phone to another. It is sealed: only those who may can read it.

# A button.
bundle-out = Give a file

# A button.
bundle-in = Take a file in

# What a file brought.
# Variables:
#   $new (Number): how many entries are new
#   $known (Number): how many were here before
took-in-counts = Taken in: { $new } new, { $known } known before.

# Two phones have the same keys: somebody may have copied one.
# Variables:
#   $device (Text): Amina’s phone
was-copied = { $device } was copied. Tell a manager now.

a-device = A device

# Why the last conversation with the hub broke off.
# Of: Trouble
trouble =
    .unreachable = The hub could not be reached.
    .refused = The hub did not take this.
    .no-hub = Nobody has said where the hub is. Ask a manager, or give a file.
    .no-room = There is no room on this phone for what the hub sends.

# How the last conversation with the hub ended.
# Of: Ended
ending =
    .in-sync = { "" }
    .differs = Some differences remain. Tell the office.
    .not-enrolled = The hub does not know this phone. Ask a manager.
    .withdrawn = This phone was withdrawn. Ask a manager.

syncs-by-itself = It syncs by itself.

syncing-now = Talking to the hub now.

tries-with-signal = It tries again when there is a signal.

# Variables:
#   $minutes (Number): how many whole minutes until then
tries-again =
    { $minutes ->
        [0] It tries again in less than a minute.
        [one] It tries again in 1 minute.
       *[other] It tries again in { $minutes } minutes.
    }
