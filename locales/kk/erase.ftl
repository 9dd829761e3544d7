### Біржола өшіру: бұйрық беру, бұйрықтар тізімі, өшіру куәлігі.

# Адам бетіндегі түйме.
erase-open-action = Біржола өшіру
# $number: іс нөмірі
erase-title = { $number } ісін біржола өшіру
erase-hint = Бұйрық барлық ноутбукке барады. Өздігінен ештеңе өшпейді.
erase-who-label = Кімнің ісі
erase-goes-label = Не өшеді
# Саны белгілі нәрселер; қалғаны erase-goes-rest-message деген жолда.
erase-goes-message = сұхбат: { $interviews }, аяқталмаған сұхбат: { $drafts }, жолдама: { $referrals }, үй шаруашылығындағы адам: { $household }
erase-goes-rest-message = Жеке кездесуде айтылғаны, файлдар, тарихы да барлық ноутбукте өшеді.
erase-stays-label = Не қалады
erase-stays-message = Өшіру куәлігі: нөмірі, күні, себебі, кім өшіргені. Істі кім көргені туралы жазба мен басқа адамдардың ісінде ол туралы айтылғаны да қалады.
erase-when-label = Қашан өшеді
erase-when-now-message = Осы ноутбукте бірден, басқаларында келесі алмасуда. Кері қайтару мүмкін емес.
erase-when-waits-message = Жеті күннен кейін. Оған дейін іс бәріне жабық тұрады, кез келген үйлестіруші бұйрықты тоқтата алады.
erase-copies-label = Бұрынғы көшірмелер
erase-copies-message = Кілттер ауысқан соң (ең кеші отыз күннен кейін) жаңа кілттермен ашылмайды. Басып шығарылған қағазды, бөлек шығарылған файлды, ескі USB-ді өзіңіз жойыңыз.
erase-joined-title = Осы адамның басқа істері
erase-joined-hint = Бұл іс мыналармен біріктірілген. Таңдамасаңыз, олар өшпейді.
# $count: басқа іс саны
erase-joined-option =
    { $count ->
       *[other] Бірге өшіру: тағы { $count } іс
    }
erase-elsewhere-label = Басқа орталықтарда
# $centre: басқа орталықтың аты. $number: істің сол жақтағы нөмірі.
erase-elsewhere-yes-message = Бұл іс «{ $centre }» орталығында бар ({ $number }). Бұйрық ол жаққа бармайды: ол орталықтан да өшіруді сұраңыз.
# Жоғарыдағыдай.
erase-elsewhere-first-message = Бұл іс «{ $centre }» орталығынан келген ({ $number }). Бұйрық ол жаққа бармайды: ол орталықтан да өшіруді сұраңыз.
# $centre: жоғарыдағыдай.
erase-elsewhere-perhaps-message = Іс «{ $centre }» орталығына өтуі керек еді. Ол жақта қабылданбағаны анық емес: сұраңыз; қабылдаса, ол жақта да өшірсін.
# $centre: жоғарыдағыдай. $date: адам келісімінің соңғы күні.
erase-elsewhere-not-yet-message = «{ $centre }» әлі жауап берген жоқ, істі қабылдап қоюы мүмкін. Өткізуден бас тартылмайынша, ештеңе өшпейді.
erase-elsewhere-until-message = «{ $centre }» әлі жауап берген жоқ, істі қабылдап қоюы мүмкін (соңғы күні – { $date }). Өткізуден бас тартылмайынша не ол күн өтпейінше, ештеңе өшпейді.
erase-revoke-option = Адам өшіруді талап етеді: алдымен өткізуден бас тарту
erase-tell-option = Ол орталыққа хабарды тағы бір рет жазу
erase-revoke-label = Ол орталыққа хабар жазылатын папка
erase-revoke-hint = USB салып, ондағы папканы таңдаңыз не жолын теріңіз. Іс өшкен соң хабарды қайта жазу мүмкін емес.
# $centre: жоғарыдағыдай. $path: файл.
erase-revoked-message = Істі «{ $centre }» орталығына өткізуден бас тартылды. Мына файлды ол орталыққа жеткізіңіз: { $path }
# $centre: жоғарыдағыдай.
erase-revoked-untold-message = Істі «{ $centre }» орталығына өткізуден бас тартылды. Ол орталық мұнда енді таныс емес: оған өзіңіз хабарлаңыз.
erase-certificate-action = Куәлікке өту
erase-reason-label = Себебі
erase-reason-term-over-option = Сақтау мерзімі бітті
erase-reason-asked-option = Адамның өзі сұрады
erase-reason-mistake-option = Қателесіп не екі рет жазылған
erase-reason-no-basis-option = Сақтауға негіз жоқ
erase-reason-ordered-option = Сот не уәкілетті орган талап етті
erase-reason-missing-message = Себебін таңдаңыз.
erase-second-hint = Екінші үйлестіруші қасыңызда болып, құпия сөйлемін өзі тереді.
erase-back-action = Өшірмей қайту
erase-no-key-message = Өшіру түймесінің жедел пернесі жоқ: Tab-пен барып басыңыз.
# $count: өшірілетін іс саны
erase-go-action =
    { $count ->
        [one] Істі біржола өшіру
       *[other] { $count } істі біржола өшіру
    }

## Бұйрықтар тізімі

erasures-title = Өшіру бұйрықтары
erasures-hint = Тізімде адамның аты да, іс нөмірі де жоқ.
erasures-open-action = Өшіру бұйрықтары
erasures-none-message = Өшіру туралы бұйрық жоқ.
erasures-show-action = Куәлігі
# $names: бұйрық берген үйлестірушілер, $when: 22 қараша, 17:40
erasures-by-message = Бұйрық берген: { $names }, { $when }
erasures-by-sheets-message = Бұйрықты екі парақ растаған, { $when }
# $when: 22 қараша, 17:40
erasures-waits-label = күтеді: { $when }
erasures-cancelled-label = тоқтатылды
erasures-contested-label = бұйрық берушінің жұмысы тоқтатылған
# $done: өшіріп болған ноутбук саны, $of: барлығы
erasures-done-label = ноутбук: { $of }, өшіргені: { $done }
erasures-roll-title = Кілттерді ауыстыру
erasures-roll-hint = Өшіруден кейін кілттер отыз күн ішінде өзі ауысады. Содан соң бұрынғы көшірмедегі өшірілген іс жаңа кілттермен ашылмайды. Ескі кілті бар ноутбук көшірмесін сақтаса, бұрынғыша аша алады.
erasures-roll-action = Қазір ауыстыру
erasures-rolled-message = Кілттер ауысты.

## Куәлік

certificate-title = Өшіру куәлігі
certificate-back-action = Тізімге қайту
# $number: 2026/A1B2-C3D4-E5F6
certificate-number-label = № { $number }
# $count: іс саны
certificate-counts-message =
    { $count ->
        [one] Бір іс біржола өшірілді.
       *[other] { $count } іс біржола өшірілді.
    }
certificate-waits-message =
    { $count ->
        [one] Бір іс өшіруді күтіп тұр: ол бәріне жабық, ештеңе өшкен жоқ.
       *[other] { $count } іс өшіруді күтіп тұр: олар бәріне жабық, ештеңе өшкен жоқ.
    }
certificate-contested-message = Ештеңе өшкен жоқ: бұйрық берушінің жұмысы тоқтатылған.
certificate-cancelled-message = Бұйрық тоқтатылды: ештеңе өшкен жоқ.
certificate-by-label = Бұйрық берген
certificate-by-sheets-message = екі парақ
certificate-ordered-label = Бұйрық күні
certificate-since-label = Қашаннан бері күшінде
certificate-due-label = Күту аяқталатын күн
certificate-due-message = { $when }. Одан кейін үйлестіруші ноутбукті ашқанда өшеді.
certificate-stays-label = Не қалды
certificate-stays-message = Осы куәлік. Адам туралы мәлімет жоқ.
certificate-later-label = Кейін келгені
# $count: жазба саны
certificate-later-message =
    { $count ->
       *[other] { $count } жазба келген бойда өшірілді
    }
certificate-where-title = Қай ноутбукте өшті
certificate-own-label = осы ноутбук
# $when: 22 қараша, 17:40
certificate-device-done-label = өшірді, { $when }
certificate-device-left-label = келесі алмасуда өшіреді
# $days: күн саны
certificate-device-met-message =
    { $days ->
        [0] бүгін алмасқан
       *[other] соңғы алмасқаны { $days } күн бұрын
    }
certificate-device-never-message = осы ноутбукпен алмасқан емес
certificate-copies-label = Бұрынғы көшірмелер мен USB
certificate-copies-closed-label = жаңа кілттермен ашылмайды
# $date: 23 желтоқсан
certificate-copies-by-label = жаңа кілттермен ашылмайтын күн: { $date }
certificate-cancel-action = Бұйрықты тоқтату
certificate-cancel-hint = Іс бұрынғы қалпына келеді.
certificate-cancelled-now-message = Бұйрық тоқтатылды: іс орнында.
