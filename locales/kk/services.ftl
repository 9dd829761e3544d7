### Қызметтер: кім, қашан, кімге көмектеседі; тізімді алу мен шығару.

services-title = Қызметтер
services-find-label = Қызметті табу: не керек, атауы, мекенжайы
# $count: табылған қызмет
services-count-message = { $count } қызмет
# $count: барлығы; $shown: экрандағысы
services-shown-message = { $count } қызметтің { $shown } қызметі көрсетілді
services-more-action = Тағы 100 қызметті көрсету
services-keys-move-label = жүру
services-keys-open-label = ашу
services-keys-find-label = іздеуге қайту
services-unknown-hint = «Орны белгісіз» дегеніміз – «орын жоқ» дегеніміз емес. «Орын жоқ» деп ұйымның өзі айтқанда ғана жазылады.
services-none-message = Мұндай қызмет табылмады. Сөзді қысқартып не басқаша жазып көріңіз.
services-none-filtered-message = Сөзіңізге сай қызмет бар, бірақ оны сүзгі жасырып тұр.
services-missing-label = Іздегеніңіз жоқ па?
services-ask-message = Тізімге ұйымды үйлестіруші қосады. Тізімде жоқ ұйымға да жолдама жасауға болады: атын өзіңіз жазасыз.
services-write-action = Ұйымды өзіңіз жазу
services-import-action = Тізім алу
services-export-action = Тізімді бумаға жазу
services-empty-title = Қызметтер тізімі әлі жоқ
services-empty-message = Тізімді USB-ден алыңыз не ұйымды өзіңіз жазыңыз. Тізім болмаса да жолдама жасауға болады: алушының атын өзіңіз жазасыз.
services-empty-others-message = Тізім болмаса да жолдама жасауға болады: алушының атын өзіңіз жазасыз. Тізімді үйлестіруші алады.
# $date: тізім алынған күн
services-old-message = Бұл тізім 3 айдан ескі, алынған күні: { $date }. Барар алдында қоңырау шалып анықтаңыз.
services-apart-message = Екі ноутбукте екі түрлі тізім алынған. Кейін алынғаны көрсетіліп тұр: үйлестіруші тізімді қайта алсын.
# $who: адамның аты-жөні
services-for-message = Кім үшін: { $who }

## Сүзгі: басылып тұрғаны неше қызметті жасырғанын айтады.

services-filters-label = Сүзгі
services-filter-open-action = Қазір ашық
services-filter-places-action = Орны бар не кезегі бар
services-filter-fresh-action = 3 ай ішінде тексерілген
services-filter-all-action = Жабықтары да
services-filter-language-label = Тілі
services-filter-kind-label = Көмек түрі
services-filter-area-label = Жері
# $what: сүзгінің аты. Ештеңе таңдалмаған.
services-filter-any-option = { $what }: бәрі
# $what: сүзгінің аты; $value: таңдалғаны
services-filter-value-option = { $what }: { $value }
# $count: осы сүзгі жасырған қызмет
services-filter-held-message = { $count } жасырын
services-filter-clear-action = Сүзгіні алып тастау
# $count: сүзгісіз шығатын қызмет
services-filter-all-message = Сүзгісіз барлығы { $count } қызмет.

## Орын, жұмыс уақыты, тексерілгені

services-capacity-has-label = Орны бар
# $count: бос орын
services-capacity-count-label = { $count } орын бар
services-capacity-waiting-label = Кезек
# $wait: қанша күту керек, ұйымның сөзімен
services-capacity-wait-label = Кезек: { $wait }
services-capacity-none-label = Орын жоқ
services-capacity-unknown-label = Орны белгісіз
services-capacity-call-hint = қоңырау шалып біліңіз
# $date: күні не уақыты
services-said-message = айтқан күні: { $date }
# $date: күні не уақыты; $member: жазған қызметкер
services-said-by-message = айтқан күні: { $date }, жазған: { $member }
# $words: не айтылғаны; $date: күні
services-said-last-message = соңғы рет: { $words }, { $date }
services-open-label = Қазір ашық
# $time: 18:00
services-open-until-label = Қазір ашық, жабылуы { $time }
services-open-always-label = Қазір ашық, тәулік бойы
services-shut-label = Қазір жабық
# $moment: күні мен уақыты
services-opens-label = Ашылуы: { $moment }
services-hours-unknown-label = Уақыты белгісіз
services-hours-unknown-message = Уақыты белгісіз, қоңырау шалыңыз.
# $months: неше ай
services-checked-months-label = { $months } ай бұрын тексерілген
# $date: күні
services-checked-label = тексерілген: { $date }
services-today-label = бүгін
services-checked-never-label = әлі тексерілмеген
services-address-hidden-message = Мекенжайын ешкім білмеуі керек: экранды басқа біреу көріп тұрмасын.
services-address-show-action = Мекенжайын көрсету
services-address-ask-message = Мекенжайын үйлестірушіден сұраңыз
services-interpreter-label = аудармашы бар
services-languages-unknown-label = тілдері белгісіз
services-by-hand-label = өзіміз жазған
services-status-temporarily-closed-label = Уақытша жабық
services-status-inactive-label = Қазір жұмыс істемейді
services-status-defunct-label = Біржола жабылған

## Бір қызмет

services-back-action = Қызметтерге қайту
services-refer-action = Осында жолдама жасау
services-closed-message = Бұл қызмет қазір жұмыс істемейді. Жолдама жасамас бұрын басқасын қараңыз.
services-who-title = Кім бара алады
services-who-none-message = Кімге арналғаны айтылмаған: қоңырау шалып біліңіз.
services-papers-title = Өзімен бірге не ала барады
services-papers-none-message = Қағаз керегі айтылмаған.
services-ours-title = Өз тәжірибеміз
services-ours-none-message = Бұл жерге әлі жолдама жасалған жоқ.
services-ours-referrals-label = Жолдамалар
services-ours-days-label = Жауабы
# $days: күн
services-ours-days-message = { $days ->
        [0] көбіне сол күні келеді
       *[other] көбіне { $days } күнде келеді
    }
services-ours-open-label = Ашық жолдама
services-ours-notes-label = Соңғы рет
# $count: бүктелген жолдар
services-rest-action = Қалған { $count } жолды көрсету
services-hours-title = Жұмыс уақыты
services-hours-shut-label = жабық
services-name-title = Хат пен хабарлама
services-name-safe-message = Атын айтуға болады: бөтен адам көрсе де, ештеңені білдірмейді.
services-name-unsafe-message = Атын хатқа, хабарламаға жазбаңыз, телефонда айтпаңыз: бөтен адам біліп қоюы мүмкін.
services-contact-title = Байланыс
services-contact-none-message = Телефоны да, поштасы да жазылмаған.
services-phone-label = Телефоны
services-email-label = Электрондық поштасы
services-web-label = Сайты
services-address-title = Мекенжайы
services-address-none-message = Мекенжайы жазылмаған.
services-languages-title = Тілдері
services-cost-title = Ақысы
services-about-title = Не береді
services-apply-title = Қалай жазылады
services-area-title = Қай жерге қызмет етеді
# Тізімде айтылғаны мен өзіміз түзеткені қатар тұрады.
services-corrected-title = Өзіміз түзеткен
services-corrected-message = Тізімдегісі де, өзіміз жазғаны да осында тұр. Тізімнің келесі нұсқасы келгенше екеуі де көрінеді.
services-listed-label = Тізімде

## «Тексердім» жазбасы

services-check-action = Бүгін тексердім
services-check-title = Бүгін не білдіңіз?
services-check-hint = Ұйыммен сөйлескен соң ғана жазыңыз. Күні мен Сіздің атыңыз қоса жазылады.
services-check-capacity-label = Орны бар ма?
services-check-count-label = Неше бос орын? (толтырмауға болады)
services-check-wait-label = Қанша күту керек? (толтырмауға болады)
services-check-words-label = Не айтты? Ешкімнің атын жазбаңыз (толтырмауға болады)
services-check-save-action = Жазып қою
services-check-missing-message = Орны бар ма, соны белгілеңіз. Білмесеңіз – «орны белгісіз».
services-check-count-wrong-message = Бос орынды бүтін санмен жазыңыз.
services-checked-message = Бүгін айтылғаны жазылды.

## Ұйымды өзіміз жазу, түзету

services-write-title = Ұйымды өзіңіз жазу
services-correct-title = Түзету
services-correct-action = Түзету
services-write-hint = Аты мен көмек түрі жеткілікті, қалғанын кейін қосуға болады. Қызметкердің жеке телефонын жазбаңыз.
services-write-organization-label = Ұйым
services-write-name-label = Не береді, бір сөйлеммен
services-write-kind-label = Көмек түрі
services-write-phone-label = Ұйымның телефоны, әрқайсысы бір жолға
services-write-email-label = Ұйымның поштасы (толтырмауға болады)
services-write-address-label = Мекенжайы (толтырмауға болады)
services-write-city-label = Елді мекен (толтырмауға болады)
services-write-hours-label = Жұмыс уақыты (толтырмауға болады)
services-write-languages-label = Қай тілде сөйлейді? (толтырмауға болады)
services-write-who-label = Кімге арналған? (толтырмауға болады)
services-write-papers-label = Қандай қағаз керек? Әрқайсысы бір жолға
services-write-safe-label = Бөтен адам оның атын да, орналасқан жерін де білсе бола ма?
services-safe-yes-option = Иә, болады
services-safe-no-option = Жоқ, болмайды
services-safe-not-said-option = Айтылмаған
services-write-save-action = Тізімге қосу
services-correct-save-action = Түзетуді сақтау
services-write-missing-message = Ұйымның атын, не беретінін және көмек түрін жазыңыз.

## Тізімді алу

services-take-title = Қызметтер тізімін алу
services-take-hint = HSDS тізімі: CSV кестелері салынған бума, zip не JSON. Алдымен не өзгеретінін көрсетеміз: өзіңіз айтқанша ештеңе өзгермейді.
services-path-label = Файл не бума
services-path-hint = Мысалы, USB-дегі services-2026-11.zip файлы не services.csv жатқан бума.
services-pick-file-action = Файл таңдау…
services-pick-folder-action = Бума таңдау…
services-read-action = Қарап шығу
services-path-missing-message = Файлды не буманы таңдаңыз немесе жолын теріңіз.
# $file: аты
services-read-message = { $file } · оқылды, әзірге ештеңе өзгерген жоқ
services-dry-title = Тізім алынса, мынау өзгереді
services-same-title = Тізімде жаңалық жоқ
services-same-message = Дәл осы тізім бұрыннан бар. Алатын ештеңе жоқ.
services-stopped-title = Тізімді алуға болмайды: алдымен файлды түзеу керек
services-stopped-message = Ештеңе өзгерген жоқ, бұрынғы тізім орнында тұр. Төмендегі жолдарды түзетіп, файлды қайта оқыңыз.
services-again-action = Файлды қайта оқу
services-other-action = Басқасын таңдау
services-take-action = Тізімді алу
services-close-action = Жабу
# $count: алынбайтын жол
services-stopped-action = { $count } қате тоқтатып тұр
services-leave-action = Алмау
services-added-label = Қосылады
services-changed-label = Өзгереді
services-vanished-label = Файлда жоқ
services-same-label = Өзгеріссіз
services-problems-label = Файлдағы мәселе
services-kept-hint = Біз жазған тексеру, тәжірибе мен түзетулер сақталады.
# $count: қызмет
services-vanished-title = Файлда жоқ { $count } қызмет: әрқайсысын шешіңіз
services-vanished-service-label = Қызмет
services-vanished-referrals-label = Ашық жолдама
# $count: ашық жолдама
services-vanished-referrals-message = ашық { $count } жолдама
services-vanished-none-label = жоқ
services-keep-option = Қалсын
services-shut-option = Жабылды
# $count: қызмет
services-changed-title = Өзгеретін { $count } қызмет
services-change-what-label = Не
services-change-ours-label = Бізде
services-change-file-label = Файлда
services-change-removed-label = алынған жол
# $count: бүктелгені
services-changes-rest-label = Тағы { $count } өзгеріс
# $count: қызмет
services-added-title = Қосылатын { $count } қызмет
services-renamed-message = жаңа белгімен сол қызмет сияқты: { $name }
services-file-title = Файлдағы мәселелер
services-file-stops-label = Тоқтатып тұр
services-file-warns-label = Алынады, бірақ қараңыз
# $file: кесте; $row: жол; $column: баған
services-file-place-message = { $file }, { $row }-жол, { $column }
services-file-row-message = { $file }, { $row }-жол
# $shown: тізімдегісі; $count: барлығы
services-file-more-message = Барлығы { $count } жер, алғашқы { $shown } жер көрсетілді.
services-taken-message = Тізім алынды: { $added } қызмет қосылды, { $changed } қызмет өзгерді.

## Тізімді шығару

services-export-title = Тізімді бумаға жазу
services-export-hint = HSDS кестелері жазылады: басқа орталық пен кесте бағдарламалары аша алады. Ішінде адамдар туралы ештеңе жоқ. Бірақ бөтен адам білмеуі керек мекенжайлар бар: тек тізімді жүргізетін адамдарға беріңіз.
services-export-go-action = Жазу
# $path: бума
services-exported-message = Жазылды: { $path }
services-export-left-message = Жазылмай қалған жол: { $count }. Стандартта ондай мәліметке орын жоқ.

## Қажеттілікке лайық қызметтер; жолдаманың алушысы

services-suggested-title = Кім көмектесе алады
services-suggested-fits-label = Лайық
services-suggested-may-label = Лайық болуы мүмкін
services-suggested-why-label = Неге лайық
services-suggested-why-not-label = Нені анықтау керек
services-suggested-none-message = Тізімде бұған лайық қызмет жоқ. Тізімнен өзіңіз іздеңіз не алушыны өзіңіз жазыңыз.
# $count: лайық емес қызмет
services-suggested-not-label = Неге басқалары емес: { $count } қызмет лайық емес
# $count: бүктелгені
services-suggested-more-label = Тағы { $count } қызмет
services-suggested-find-action = Тізімнен іздеу
services-refer-here-action = Осында жолдау
services-recipient-label = Кімге?
services-recipient-listed-message = Тізімнен таңдалды
services-recipient-other-action = Басқасын таңдау
services-recipient-take-action = Осыны таңдау
services-open-action = Ашу
services-suggested-against-label = Неге лайық емес
services-who-for-message = Кімге жолдама жасалады? Адамды таңдаңыз. Алушы: { $service }

services-ages-from = { $least } жастан бастап
services-ages-to = { $greatest } жасқа дейін
services-ages-between = { $least }–{ $greatest } жас
services-ages-any = кез келген жас
services-sex-female = әйелдер
services-sex-male = ер адамдар

## Тілдердің атауы

services-language-am = амхар
services-language-ar = араб
services-language-az = әзербайжан
services-language-bn = бенгал
services-language-ckb = орталық күрд
services-language-de = неміс
services-language-el = грек
services-language-en = ағылшын
services-language-es = испан
services-language-fa = парсы
services-language-fa-af = дари
services-language-fr = француз
services-language-hy = армян
services-language-ka = грузин
services-language-kk = қазақ
services-language-ku = күрд
services-language-ky = қырғыз
services-language-mn = моңғол
services-language-ps = пушту
services-language-ru = орыс
services-language-so = сомали
services-language-tg = тәжік
services-language-ti = тигринья
services-language-tk = түрікмен
services-language-tr = түрік
services-language-tt = татар
services-language-ug = ұйғыр
services-language-uk = украин
services-language-ur = урду
services-language-uz = өзбек
services-language-zh = қытай

services-for-age = Жасы: { $ages }
services-for-sex = Тек { $sex }
services-no-papers-message = Ешкімнен қағаз сұралмайды.
# Код бойынша айтылған шарттар.
services-code-single-parent = баласын жалғыз өсіріп жүргендер
services-code-pregnant = жүкті әйелдер
services-code-unaccompanied-child = жанында ересегі жоқ балалар
services-code-disability = мүгедектігі барлар
services-code-survivor = зорлықтан зардап шеккендер
services-code-asylum-card = пана сұраушының куәлігі барлар
services-code-any-id = жеке басын растайтын қандай да бір қағазы барлар
services-method-walk-in = өзі келе берсе болады
services-method-phone = алдымен қоңырау шалу керек
services-method-form = өтініш толтырылады
services-method-email = поштамен жазылады
services-exceptions-title = Ерекше күндер
# $from, $to: күндер
services-exception-days = { $from } – { $to }
services-earlier-message = Бұл – тізімнің бұрынғы нұсқасы: қазір басқаша болуы мүмкін.
services-edition-message = Тізім: { $file }, алынған күні: { $date }
services-entered-message = Өзіміз жазғанбыз: { $member }, { $date }
services-entered-apart-message = Екі ноутбукте бөлек жазылған. Кейінгісі көрсетіліп тұр.
services-ours-accepted-message = қабылдағаны: { $count }
services-ours-declined-message = бас тартқаны: { $count }
services-ours-unanswered-message = жауапсыз қалғаны: { $count }
services-ours-declined-label = Бас тарту себебі
services-ours-people-label = Адамдардың айтқаны
services-ours-people-message = { $asked } жолдамадан кейін адамнан сұралды, { $met } рет мәселе шешілген
services-ours-last-label = Соңғы жолдама
services-check-right-label = Тізімде жазылғанның бәрі дұрыс
services-checked-right-label = бәрі дұрыс екен

## Қызметтің қай бөлігі өзгеше

services-part-name = Атауы
services-part-provider = Ұйымы
services-part-description = Сипаттамасы
services-part-alert = Ескертуі
services-part-status = Жұмыс істейтіні
services-part-phone = Телефоны
services-part-contact = Поштасы, сайты
services-part-address = Мекенжайы
services-part-hours = Жұмыс уақыты
services-part-languages = Тілдері
services-part-conditions = Кімге арналғаны
services-part-papers = Сұралатын қағаздары
services-part-places = Орны
services-part-cost = Ақысы
services-part-application = Қалай жазылатыны
services-part-area = Қызмет ететін жері
services-part-kind = Көмек түрі
services-part-checked = Тексерілгені
services-part-naming = Атын айтуға болатыны
services-part-other = Басқасы

services-keep-all-action = Бәрі қалсын
services-shut-all-action = Бәрі жабылды
services-corrected-stays-label = өз түзетуіміз қалады
services-may-not-message = Тізімді үйлестіруші алады. Сіз қарап шыға аласыз.
services-part-message = Бұл – тізімнің бір бөлігі: мұнда жоқ қызметтер бұрынғыша қалады.
services-saved-message = Сақталды.
# $what: не
services-take-out-action = Алып тастау: { $what }
services-write-days-label = Апта күндері
services-write-opens-label = Ашылуы
services-write-closes-label = Жабылуы
services-write-hours-add-action = Уақытын қосу
services-write-hours-remove-action = Алып тастау
services-write-hours-wrong-message = Кемінде бір күнді басып, уақытты 09:00 түрінде жазыңыз.
services-write-age-wrong-message = Жасты бүтін санмен жазыңыз: 0 мен 150 аралығы.
services-write-more-label = Тағы: кімге арналған, қағаздары, ақысы
services-write-least-label = Неше жастан? (толтырмауға болады)
services-write-greatest-label = Неше жасқа дейін? (толтырмауға болады)
services-write-alert-label = Барар алдында білу керегі (толтырмауға болады)
services-write-interpretation-label = Аудармашысы (толтырмауға болады)
services-write-transport-label = Қалай жетеді? (толтырмауға болады)
services-status-active-label = Жұмыс істейді
# $count: саны
services-undecided-message = Әлі шешілмеген { $count } қызмет бар. Әрқайсысына «қалсын» не «жабылды» деп белгілеңіз.
# $count: саны
services-contacts-message = Адамдардың аты-жөні алынбайды: { $count } жол.
# $count: саны
services-mapped-label = Стандарттың бұрынғы нұсқасынан оқылған { $count } атау
services-suggested-referred-label = Ашық жолдама бар:
