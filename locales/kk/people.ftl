### Адамды табу және адамның парақшасы.

people-title = Адамдар
people-find-label = Адамды табу
people-find-hint = Аты-жөнінің бір бөлігі (ретіне қарамайды), іс нөмірі, туған күні не жылы.
# $count: табылған адам саны
people-count-message = { $count } адам
people-many-message = 1000-нан көп адам
people-none-message = Бұл ноутбукте табылмады. Атының бір бөлігімен не туған жылымен іздеп көріңіз.
people-empty-message = Бұл ноутбукте әлі ешкім жоқ. Алғашқы сұхбатты бастасаңыз, адам осында шығады.
# Тек өз ашық істері не тек жабылған істер қаралып тұрғанда.
people-none-mine-message = Сіздің ашық істеріңіздің арасында ешкім жоқ. Барлығының арасынан іздеңіз.
people-none-closed-message = Жабылған істердің арасында ешкім жоқ. Барлығының арасынан іздеңіз.
people-typo-message = Бұл қате терілген іс нөміріне ұқсайды: бір таңбасы қате не екі таңбасының орны ауысып кеткен. Оған ұқсас нөмірлер болса, төменде тұр.
people-more-action = Тағы көрсету
people-nameless-label = Аты айтылмаған
people-draft-label = сұхбаты аяқталмаған
# $date: қай күнге дейін. Не үшін екені айтылмайды: бөтен адам оқуы мүмкін.
people-meeting-late-label = кездесу мерзімі өтті: { $date }
people-meeting-today-label = кездесу: бүгін
people-meeting-tomorrow-label = кездесу: ертең
people-meeting-later-label = кездесу: { $date }
people-meeting-next-message = Осы мерзімде кездесіп, алдымен қандай көмек керегін бірге келісіңіз.
# $names: жеке кездесуді өткізетіндердің аты-жөні
people-meeting-tell-message = Бұл кездесуді өткізетін: { $names }. Адам келсе, оған айтыңыз не осында күте тұруын сұраңыз.
people-meeting-private-message = Ешкім естімейтін орын тауып, жеке кездесуді бастаңыз.
people-meeting-died-message = { $date } күні қайтыс болды деп айтылған; істі жапқан: { $name }. Солай болса, кездесуді тізімнен алып тастаңыз; олай болмаса, істі қайта ашыңыз.
# Кездесуді тізімнен осы жерден алып тастауға болмайтын жерде. $date: қай күні. $name: кім жапты.
people-meeting-died-only-message = { $date } күні қайтыс болды деп айтылған; істі жапқан: { $name }. Олай болмаса, кездесу бұрынғыдай өтеді.
people-meeting-end-action = Кездесуді тізімнен алып тастау
people-follow-up-title = Келесі хабарласу
# $date: the day.
people-follow-up-late-label = хабарласу мерзімі өтті: { $date }
people-follow-up-today-label = хабарласу: бүгін
people-follow-up-tomorrow-label = хабарласу: ертең
people-follow-up-later-label = хабарласу: { $date }
people-follow-up-none-message = Күні белгіленбеген.
people-follow-up-action = Қайта хабарласу
people-follow-up-move-action = Күнін өзгерту
people-follow-up-plan-action = Күнін белгілеу
people-follow-up-day-label = Қай күні хабарласамыз?
people-follow-up-day-message = Күнді толық жазыңыз: күні, айы, жылы.
people-follow-up-save-action = Күнді сақтау
people-follow-up-never-action = Енді хабарласпаймыз
# $moment: соңғы өзгеріс
people-changed-message = соңғы өзгеріс: { $moment }
people-why-name = аты
people-why-number = іс нөмірі
people-why-birth = туған күні
people-why-phone = телефоны
people-why-household = отбасындағы адамның аты
# Дәл терілмеген адамның қасында: бір-екі әрпі не іс нөмірінің бір таңбасы өзгеше.
people-near-label = ұқсас, бірақ дәл емес
# Себептердің алдында тұрады.
people-why-label = Қалай табылды:
people-case-label = іс

## Адамның парақшасы

people-parts-label = Парақшаның бөлімдері
people-profile-title = Мәліметтер
people-profile-none-message = Әзірге ештеңе белгісіз. Тіркеу сұхбатында айтылғаны осында шығады.
# Бүгінгі жасы; белгісіз болса, ересек деп есептелмейді.
people-age-label = Бүгінгі жасы
# $age: толған жасы
people-age-message = { $age } жаста
# $least, $greatest: мүмкін болатын ең кіші және ең үлкен жасы
people-ages-message = { $least }–{ $greatest } жаста
people-age-unknown-label = жасы белгісіз
people-minor-yes-label = 18-ге толмаған
people-minor-unknown-label = 18-ге толғаны белгісіз
people-household-title = Бірге тұратындар
people-household-none-message = Басқа ешкім жазылмаған.
people-interviews-title = Сұхбаттар
# $names: аяқталмаған сұхбатты жүргізіп жүрген, бұл қызметкерге ашылмайтын әріптестер
people-interviews-ask-message = Бұл адаммен сұхбат басталған. Мына әріптестен сұраңыз: { $names }.
people-interviews-none-message = Әзірге жоқ.
people-history-title = Оқиғалар
people-history-none-message = Әзірге жоқ.
people-access-title = Кім көрді
people-access-none-message = Әзірге ешкім.
people-conflict-label = екі жауап
# Екі жауаптың ішінде адамды көбірек қорғайтыны есепке алынғанда.
people-conflict-careful-label = екі жауап: адамды көбірек қорғайтыны есепке алынады
people-contact-unsafe-label = Бұған хабарласпаңыз: қауіпті
people-next-action = Жаңа сұхбат
people-read-action = Оқу
people-status-draft = аяқталмаған
people-status-finished = аяқталған
people-incomplete-label = толық емес
# $count: неше рет түзетілді
people-amended-message = { $count } рет түзетілген
# $member: жүргізген адам
people-led-message = Жүргізген: { $member }
# $count: өзгерген жауап
people-changes-message = { $count } жауап өзгерді
people-before-label = Бұрын
people-after-label = Қазір
# $count: әлі көрінбей тұрған жолдар
people-rest-action = Қалған { $count } жолды көрсету

## Бір орталықтан екіншісіне өтетін істер

# $centre: басқа орталықтың аты. $number: істің сол жақтағы нөмірі. $name: кім өткізген. $date: қашан.
people-from-message = «{ $centre }» орталығынан қабылданған, ондағы нөмірі { $number }. { $date } күні { $name } өткізген.
# $kind: need, consent, referral, follow_up не revoked. $name: сол жақта кім жазған. $date: қашан.
people-from-entry-message =
    { $kind ->
        [need] Қажеттілік туралы шешім, { $name }, { $date }:
        [consent] Мәлімет беру туралы жауап, { $name }, { $date }:
        [referral] Жолдама, { $name }, { $date }:
        [follow_up] Келесі хабарласу жоспары, { $name }, { $date }:
        [revoked] Істі өткізуден сол жақта бас тартылды, { $name }, { $date }:
       *[other] Жазба, { $name }, { $date }:
    }
# Басқа орталықта өткен сұхбаттың жанында. $centre: оның аты.
people-of-centre-label = «{ $centre }» орталығында өткен
# Адамнан сол жақта не үшін сұралғаны.
people-from-purpose-referral-label = жолдама үшін
people-from-purpose-tracing-label = туыстарын іздеу үшін
people-from-purpose-statistics-label = статистика үшін
people-from-purpose-transfer-label = істі өткізу үшін
# $date: жауаптың күші бар соңғы күн.
people-from-until-message = соңғы күні: { $date }
# $centre: жоғарыдағыдай. $date: қашан ұсынылған.
people-to-proposed-message = «{ $centre }» орталығына өтеді: { $date } ұсынылды, жауабы әлі жоқ.
# Жоғарыдағыдай.
people-to-accepted-message = Бұл істі «{ $centre }» жүргізеді; { $date } ұсынылған.
# Жоғарыдағыдай.
people-to-declined-message = «{ $centre }» { $date } ұсынылған істі қабылдаған жоқ.
# Жоғарыдағыдай.
people-to-revoked-message = Істі «{ $centre }» орталығына өткізуден бас тартылды ({ $date } ұсынылған).
# Жоғарыдағыдай.
people-to-unsettled-message = Бұл іс әрі «{ $centre }» орталығында, әрі осында қалады деп айтылған ({ $date } ұсынылған). Қайсысы дұрыс екенін біреу айтуы керек.
