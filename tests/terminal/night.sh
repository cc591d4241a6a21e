# A night at Harbour Care, typed at a terminal: from an empty folder to signed off. Everybody is
# invented. `cargo test -p holdfast --test terminal` runs this file line by line with the program
# that people run, and compares all of what is shown with night.txt; HOLDFAST_BLESS=1 rewrites that.
#
#   at 2026-11-30 17:00     what the clocks in Harbour Care show from here on
#   as amina holdfast …     Amina types this; HOLDFAST_DEVICE is the folder `amina`
#   hub up, hub down        `holdfast hub run` begins and is told to stop

at 2026-11-30 17:00

# --- An organisation begins, with a hub.
as olu holdfast device new --label "Olu's laptop" --name 'Olu Adeyemi'
as olu holdfast status
as olu holdfast sync
as olu holdfast organisation create --name 'Harbour Care' --owner 'Olu Adeyemi' \
    --on-call '07700 900100' --sheet recovery.txt --public harbour.root
as operator holdfast hub init --data hub --public hub.public
hub up
as olu holdfast organisation hub --sheet recovery.txt --hub hub.public --address http://127.0.0.1:$PORT
as olu holdfast sync

# --- Everybody's device joins.
as carol holdfast device new --label 'the office laptop' --name 'Carol Whitby' --request carol.request
as sam holdfast device new --label "Sam's tablet" --name 'Sam Okoro' --request sam.request
as amina holdfast device new --label "Amina's phone" --name 'Amina Osman' --request amina.request
as ben holdfast device new --label "Ben's phone" --name 'Ben Hartley' --request ben.request
as nadia holdfast device new --label "Nadia's phone" --name 'Nadia Rahman' --request nadia.request
as amina holdfast visit today
as olu holdfast device enrol carol.request --role coordinator --name 'Carol Whitby' --phone '07700 900102' --welcome carol.welcome
as olu holdfast device enrol sam.request --role senior --name 'Sam Okoro' --phone '07700 900103' --welcome sam.welcome
as olu holdfast device enrol amina.request --role wizard --name 'Amina Osman' --welcome amina.welcome
as olu holdfast device enrol amina.request --role carer --name 'Amina Osman' --phone '07700 900104' --welcome amina.welcome
as olu holdfast device enrol ben.request --role carer --name 'Ben Hartley' --phone '07700 900105' --welcome ben.welcome
as olu holdfast device enrol nadia.request --role subcontractor --name 'Nadia Rahman' \
    --employer 'Lantern Homecare' --lease-days 7 --welcome nadia.welcome
as carol holdfast device join carol.welcome
as sam holdfast device join sam.welcome
as amina holdfast device join ben.welcome
as amina holdfast device join amina.welcome
as ben holdfast device join ben.welcome
as nadia holdfast device join nadia.welcome
as olu holdfast sync
as carol holdfast sync
as olu holdfast device list

# --- Locked and unlocked.
as amina holdfast device lock
as amina env -u HOLDFAST_PIN_FILE holdfast visit today
as amina echo 'wrong' > wrong.pin
as amina holdfast --pin-file wrong.pin device unlock
as amina holdfast device unlock
as amina holdfast device status

at 2026-11-30 17:30

# --- Referrals come in, incomplete.
as carol holdfast person list
as carol holdfast person import shopping.json
as carol holdfast person import margaret-hale.json
as carol holdfast person import margaret-hale.json
as carol holdfast person new --preferred Doreen --full 'Doreen Pike'
as carol holdfast person list
as carol holdfast person show Peggy
as carol holdfast person show Wilfred

# --- Carol telephones, and completes what must be known.
as carol holdfast person edit Peggy allergy agent=Penicillin reaction='Rash, swollen face' severity=severe
as carol holdfast person edit Peggy allergy substance=Penicillin
as carol holdfast person edit Peggy risk category=falls what='May fall when turning round.' what_helps='Stand close, and give time.'
as carol holdfast person edit Peggy transfers how='Stands up with a frame, one carer beside.' bed='Sits on the edge first.'
as carol holdfast person edit Peggy staff-needed number=2 what_for='moving from bed to chair'
as carol holdfast person edit Peggy grapefruit number=2
as carol holdfast person edit Peggy 'staff needed' number=three
as carol holdfast person edit Peggy entry-details way_in='Ring twice, then use the key safe.' key_safe='left of the door' code=C4711Y
as carol holdfast person edit Peggy rung position=1 role='on-call manager' contacts='Harbour Care on call, mobile 07700 900100' wait=10
as carol holdfast person edit Doreen alert text='Two people called Doreen Pike live in this street.'
as carol holdfast person edit Doreen alert alert='Two people called Doreen Pike live in this street.'
as carol holdfast person remove Doreen 'two people' --why 'the other one has moved away'
as carol holdfast person none-known Doreen allergy
as carol holdfast person confirm Doreen allergy --how phone --from 'her daughter'
as carol holdfast person confirm Peggy 'risks and triggers' --how phone --from 'the ward'
as carol holdfast person confirm Peggy 'mobility and falls' --how phone --from 'the ward'
as carol holdfast person confirm Peggy communication --how phone --from 'her daughter'
as carol holdfast person confirm Peggy 'escalation route' --how document
as carol holdfast person confirm Peggy medicine --how telepathy
as carol holdfast person edit Peggy co-careldopa support=administer time_critical=yes

# --- The hospital sends its summary again. Nothing that stands is overwritten: each change is decided.
as carol sed -e 's/One sachet in water when needed/Two sachets in water when needed/' -e 's/Low blood pressure on standing/Low blood pressure/' margaret-hale.json > again.json
as carol holdfast person import again.json
as carol holdfast person changes Peggy
as carol holdfast person accept Peggy sachets --how phone --from 'the ward'
as carol holdfast person decline Peggy 7 --why 'the ward said so before'
as carol holdfast person decline Peggy 1 --why 'the ward said so before'
as carol holdfast person changes Peggy

at 2026-11-30 17:45

# --- A round, and what the organisation asks before a visit starts.
as carol holdfast round list
as carol holdfast round new 'North, nights'
as carol holdfast round add North --person Peggy --carer 'Florence Nightingale'
as carol holdfast round add North --person Peggy --person Doreen --carer Amina
as carol holdfast round rename North 'North, nights and mornings'
as carol holdfast round remove North --person Doreen --why 'another provider visits her'
as carol holdfast round list
as amina holdfast round new 'My own'
as olu holdfast policy show 'night support'
as carol holdfast policy set 'medication support' maximum_age=14
as olu holdfast policy set 'medication support' maximum_age=never
as olu holdfast policy set medicines maximum_age=14
as olu holdfast policy set 'medication support' maximum_age=14
as olu holdfast policy on-call 'Harbour Care on call, mobile 07700 900100'
as olu holdfast policy show

# --- Visits on both sides of midnight, and of the end of the month.
as carol holdfast visit plan Peggy --in-minutes 315 --window 60 --staff 2 --round North --pathway 'night support' --carer 'Amina Osman' --carer 'Ben Hartley' \
    --task 'welfare check: see how the evening was' --task 'transfer: from chair to bed' \
    --task 'medicine administer: Co-careldopa' --task 'medicine when needed: sachet'
as carol holdfast visit plan Doreen --in-minutes 405 --carer 'Nadia Rahman' --task 'welfare check: look in, do not wake' --task 'medicine prompt: her eye drops'
as carol holdfast visit plan Doreen --in-minutes 405 --carer 'Florence Nightingale'
as carol holdfast visit today
as carol holdfast sync
as olu holdfast sync
as sam holdfast sync
as amina holdfast sync
as ben holdfast sync
as nadia holdfast sync
as nadia holdfast person list
as nadia holdfast person show Peggy
as amina holdfast read Peggy
as amina holdfast read Peggy --only-show
as nadia holdfast read Doreen
as amina holdfast visit entry-details Peggy
hub down

at 2026-11-30 23:05

# --- No signal. Two carers are in one visit; it goes on past midnight.
as amina holdfast sync
as amina holdfast visit today
as amina holdfast assess Peggy --present 1
as amina holdfast visit entry-details Peggy
as amina holdfast visit start Peggy
as amina holdfast visit note Peggy 'Awake when I came. Says the evening was long and asks for tea.'
as amina holdfast assess Peggy --present 1 --went-on-because 'She had stood up by herself; waiting was more dangerous.'
as ben holdfast visit start Peggy
as ben holdfast assess Peggy --present 2
as ben holdfast assess Peggy --present 2 --down 'shared plan since 2026-11-30 20:00'
as ben holdfast assess Peggy --present 2 --down 'the moon'
as ben holdfast visit observe Peggy temperature 37.4
as ben holdfast visit observe Peggy temperature warm
as ben holdfast visit observe Peggy 'blood pressure' 118/71
as ben holdfast visit task Peggy 'chair to bed'
as ben holdfast visit note Peggy 'Left heel is red, about the size of a 10p piece.'
as ben holdfast visit amend Peggy 4 'Right heel.' --why 'wrong side'
as ben holdfast visit amend Peggy 1 'Right heel is red, about the size of a 10p piece.' --why 'wrong side'

at 2026-12-01 00:10

as amina holdfast visit today
as amina holdfast visit medicine Peggy Co-careldopa 'taken (seen)'
as amina holdfast visit medicine Peggy sachet
as amina holdfast visit medicine Peggy a 'declined'
as amina holdfast visit medicine Peggy Amlodipine
as amina holdfast visit medicine Peggy 9 'declined'
as amina holdfast visit medicine Peggy Aspirin 'uncertain'
as amina holdfast visit task Peggy sachet --not-done 'Not needed, and nobody could confirm it.'
as amina holdfast visit medicine Peggy sachet 'not required'
as amina holdfast visit task Peggy hoovering
as amina holdfast visit task Peggy e
as amina printf 'Asleep at ten past.\nBreathing is quiet.\n' | holdfast visit note Peggy - --each-line
as amina holdfast visit note Peggy 'Doreen next door asked me to say that she is out of milk.'
as amina holdfast suggestion make Peggy 'The frame stands in the bathroom at night.' --about transfers --why 'saw it tonight'
as amina holdfast suggestion make Peggy 'Her hearing aid is in the left drawer.'
as amina holdfast suggestion make Peggy 'She does not take sugar any more.'
as amina holdfast suggestion make Peggy 'More tea.' --about juniper
as amina holdfast suggestion list
as amina holdfast suggestion accept 1
as amina holdfast visit leave Peggy
as ben holdfast visit leave Peggy
as amina holdfast visit show Peggy
as nadia holdfast assess Doreen
as nadia holdfast visit start Doreen
as nadia holdfast visit task Doreen 1
as nadia holdfast visit task Doreen drops --not-done 'asleep'
as nadia holdfast visit leave Doreen
as ben holdfast visit start Doreen --unplanned 'she rang her bell'

# --- Peggy falls; two people change the same guidance without seeing each other.
as sam holdfast person happened Peggy fall
as sam holdfast person show Peggy
as sam holdfast visit start Peggy --unplanned 'she was found on the floor'
as sam holdfast visit note Peggy 'On the floor by the bed. No pain. Two of us helped her up.'
as sam holdfast visit leave Peggy
as sam holdfast person paramedic Peggy
as sam holdfast person entry-details Peggy --because 'the crew has to get back in'
as ben holdfast person entry-details Peggy --because 'I left my gloves'
as sam holdfast person edit Peggy transfers how='Standing hoist and two carers: the knees give way tonight.'
as carol holdfast person edit Peggy transfers how='Stands up with a frame; nobody needs to hold on.'
as sam holdfast dispute list

# --- Ben's phone hands everything to Sam's tablet, with no network at all.
as ben holdfast bundle write night.holdfast --person Peggy
as sam holdfast bundle read night.holdfast
as sam holdfast bundle read night.holdfast
as sam holdfast bundle read margaret-hale.json
as nadia holdfast bundle read night.holdfast
as nadia holdfast device status
as nadia holdfast person list
as ben holdfast status

at 2026-12-01 06:45

# --- The network returns, and everything meets.
hub up
as amina holdfast sync
as ben holdfast sync
as nadia holdfast sync
as sam holdfast sync
as carol holdfast sync
as olu holdfast sync
as amina holdfast sync
as amina holdfast visit show 1
as amina holdfast person show Peggy
as amina holdfast dispute list
as amina holdfast dispute settle 1 --side 1 --why 'I was there'
as amina holdfast assess Peggy --present 2
as amina holdfast assess 1 --present 2
as olu holdfast dispute list
as olu holdfast dispute settle 1 --why 'the physiotherapist saw her'
as olu holdfast dispute settle 1 --side 3 --why 'the physiotherapist saw her'
as olu holdfast dispute settle 7 --side 1 --why 'the physiotherapist saw her'
as olu holdfast dispute settle 1 --side 2 --why 'the physiotherapist saw her stand up at 06:30'
as olu holdfast dispute list
as olu holdfast sync
as amina holdfast sync
as amina holdfast read Peggy

at 2026-12-01 07:30

# --- Signed off, and everything is where it should be.
as sam holdfast sync
as sam holdfast visit today
as sam holdfast visit sign-off Peggy
as sam holdfast visit times 1
as sam holdfast suggestion list
as sam holdfast suggestion accept frame
as sam holdfast suggestion accept frame bed='Sits on the edge first; the frame stands in the bathroom.'
as sam holdfast suggestion accept 'hearing aid' --new sensory heering='Hearing aid, left drawer.'
as sam holdfast suggestion accept 'hearing aid' --new sensory hearing='Hearing aid, left drawer.'
as sam holdfast suggestion decline sugar --why 'she took two this morning'
as sam holdfast suggestion list
as sam holdfast suggestion list --person Peggy
as sam holdfast decision record 'Two carers for every transfer until Friday.' --visit 1 --why 'her knees gave way' \
    --rejected 'the standing hoist with one carer' --review-by '2026-12-04 09:00'
as sam holdfast decision record 'No new night visits this week.' --why 'two carers are ill'
as olu holdfast decision record 'No new night visits this week.' --why 'two carers are ill'
as sam holdfast decision list --person Peggy
as olu holdfast decision list
as sam holdfast visit wrong-person 1 --note 9 --why 'it is about Doreen'
as sam holdfast visit wrong-person 1 --note 5 --belongs-to Peggy --why 'it is about Doreen'
as sam holdfast visit wrong-person 1 --note 5 --belongs-to Doreen --why 'it is about Doreen'
as sam holdfast visit show 3
as sam holdfast visit sign-off 1
as sam holdfast visit show 1
as sam holdfast sync
as olu holdfast sync
as olu holdfast visit show 1
as carol holdfast sync
as carol holdfast repair
as carol holdfast visit show 1
as carol holdfast status
as ben holdfast sync
as ben holdfast status
as nadia holdfast sync
as nadia holdfast status
as operator holdfast hub backup --data hub --root harbour.root monday.sqlite
hub down

# --- A visit is planned twice by mistake, and one of them stood down.
as carol holdfast visit plan Doreen --in-minutes 90
as carol holdfast visit plan Doreen --in-minutes 100
as carol holdfast visit stand-down Doreen --why 'planned twice'
as carol holdfast visit stand-down 5 --why 'planned twice'
as carol holdfast visit today

# --- The same for programs.
as carol holdfast --json status
as carol holdfast --json visit today
as carol holdfast --json person show Nobody

# --- Words that are wrong.
as carol holdfast visit dance
as carol holdfast visit note
as operator holdfast status
as operator holdfast --device nowhere status
