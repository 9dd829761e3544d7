### Сұхбат, аяқтар алдындағы шолу, аяқталуы және кейін оқуы.

## Жоғарғы жолақ

# $number: сұрақтың реті, $total: қазір керек сұрақтар
interview-position-message = { $number }-сұрақ, барлығы { $total }
interview-nameless-label = Жаңа адам
interview-stop-action = Тоқтап, сақтап қою
interview-private-action = Жеке кездесу
interview-private-hint = Жеке кездесу бірден ашылады. Бұл сұхбат сақталып тұрады.
interview-language-label = Сұрақтардың тілі
# $languages: қазақша + русский
interview-language-option = Сұрақ тілі: { $languages }
interview-before-end-label = Аяқтау алдында
interview-amending-label = Аяқталған сұхбатты түзету

## Бөлімдер

interview-sections-label = Бөлімдер
# $count: бөлім саны
interview-sections-done-message = { $count } бөлім аяқталды
interview-section-done-label = аяқталды
# $done: жауабы бар, $total: барлығы
interview-section-progress-message = { $done } / { $total }
# Тізімдегі адамдар не жерлер. $done: толық сұралғаны, $total: барлығы
interview-section-entries-message = { $done } / { $total } жазба
# Соған қосымша, экранды оқып беретін бағдарламаға. $done: толығы, $begun: басталғаны, $open: әлі сұралмағаны
interview-section-entries-hint = толық сұралғаны: { $done }, басталғаны: { $begun }, әлі сұралмағаны: { $open }
# $count: жауабы жоқ міндетті сұрақтар
interview-section-gap-message = { $count } сұраққа жауап жоқ
# Бөлімдер тізімінде: бөлімнің кейінге қалған сұрақтары.
interview-section-later-message = { $count } сұрақ кейінге қалған
interview-jump-action = Өту

## Алдыңыздағы сұрақ

# $number: бөлімдегі реті
interview-number-label = { $number }-сұрақ
interview-kind-one = бір жауап
interview-kind-one-own = бір жауап немесе өз сөзімен
interview-kind-many = бірнешеуін белгілеуге болады
interview-kind-many-own = бірнешеуін белгілеуге, өз сөзімен айтуға болады
interview-kind-text = өз сөзімен
interview-kind-number = сан
interview-kind-date = күні; белгісіз жерін бос қалдырыңыз
interview-kind-time = уақыты
interview-kind-moment = күні мен уақыты
interview-kind-rank = ретімен қойылады
interview-kind-place = жердің координаттары
interview-kind-line = сызық, нүктелерімен
interview-kind-area = аумақ, шеткі нүктелерімен
interview-kind-code = код: теріледі не сканермен оқылады
interview-kind-file = осы компьютердегі файл
interview-kind-note = дауыстап оқыңыз
interview-kind-optional = жауапсыз қалса да болады
interview-kind-alone = оңаша сұраңыз
interview-why-label = Не үшін сұраймыз.
interview-guidance-label = Қызметкерге
# $name: файл
interview-media-missing-message = { $name } файлы сауалнамамен бірге келмеген.
# $name: файл
interview-unplayed-message = Бұл компьютерде { $name } файлы ойнатылмады.
interview-listen-action = Тыңдау
interview-listen-stop-action = Тоқтату
# $choice: басқамен қатар тұрмайтын жауап
interview-alone-message = «{ $choice }» басқа жауаппен қатар тұрмайды, сондықтан өзгелерінің белгісі алынды. Мұның белгісін алсаңыз, олар қайтып келеді.
interview-answer-label = Жауап
interview-other-label = Нақты жазыңыз
interview-search-label = Тізімнен табу
# Жабық тізімнің ішіндегі жазу
interview-closed-hint = Таңдаңыз не теріп табыңыз
interview-chosen-label = Таңдалғаны
# Таңдалған жауаптың бірін не сызықтың бір нүктесін алып тастайды
interview-take-out-action = Алып тастау
interview-search-none-message = Тізімнен табылмады. Басқа сөзбен көріңіз.
interview-search-count-message = Тізімде { $count } жауап бар
# $count: көрініп тұрған жауаптар
interview-search-more-message = Алғашқы { $count } жауап көрсетілді, қалғанын сөзбен табыңыз.
# $count: төменде қалған жауаптар
interview-below-message = тағы { $count } жауап төменде
# Күнді түгел жазатын жолдың атауы
interview-date-line-label = Бірден жазу
# $days: сол айдың соңғы күні
interview-date-no-such-day-message = Ондай күн жоқ: бұл айда { $days } күн бар. Жазғаныңыз өшкен жоқ.
interview-date-no-such-month-message = Ондай ай жоқ: айдың саны 1 мен 12-нің арасында болады. Жазғаныңыз өшкен жоқ.
interview-date-short-year-message = Жылды төрт цифрмен жазыңыз, мысалы, 1994. Жазғаныңыз өшкен жоқ.
interview-date-no-date-message = Бұл күнге ұқсамайды. Былай жазыңыз: 31.12.1994, 12.1994 немесе 1994. Жазғаныңыз өшкен жоқ.
interview-day-label = Күні
interview-month-label = Айы
interview-year-label = Жылы
interview-hour-label = Сағаты
interview-minute-label = Минуты
interview-acknowledge-label = Орындалды
interview-newline-hint = Жаңа жол – Alt Enter
# $from, $to: шкаланың екі шеті
interview-scale-hint = { $from }–{ $to } аралығында
# $from, $to: шкаланың екі шеті; $step: екі санның арасы
interview-scale-step-hint = { $from }–{ $to } аралығында, әр қадамы – { $step }
interview-step-up-action = Бір қадам арттыру
interview-step-down-action = Бір қадам кеміту
interview-code-hint = Кодты теріңіз не сканермен оқыңыз.

## Ретімен қою

interview-rank-hint = Алдымен бірінші тұратынын, содан кейін келесісін белгілеңіз. Орнын Alt ↑ мен Alt ↓ ауыстырады, белгісін алсаңыз, тізімнен шығады.
interview-rank-rest-label = Әзірге орны жоқ
interview-rank-up-action = Жоғары
interview-rank-down-action = Төмен
# Экран оқитын бағдарлама айтады. $label: жауап, $place: орны, $count: неше жауаптың орны бар
interview-rank-place-message = { $label }: { $place }-орын, барлығы { $count }
# Экран оқитын бағдарлама айтады. $label: жауап
interview-rank-out-message = { $label }: енді орны жоқ

## Жер, сызық, аумақ

interview-latitude-label = Ендік
interview-longitude-label = Бойлық
interview-altitude-label = Биіктігі, м (бос қалса да болады)
interview-accuracy-label = Дәлдігі, м (бос қалса да болады)
interview-latitude-message = Ендік −90 мен 90 аралығында болады, мысалы, 43.238
interview-longitude-message = Бойлық −180 мен 180 аралығында болады, мысалы, 76.889
interview-altitude-message = Биіктігін метрмен, санмен жазыңыз, мысалы, 850
interview-accuracy-message = Дәлдігін метрмен жазыңыз, 0-ден кем болмайды
interview-place-hint = Картадан көшірілген координаттарды (мысалы, 43.238, 76.889) бірінші орынға қойсаңыз, өзі бөлініп түседі.
# $number: нешінші нүкте
interview-point-label = { $number }-нүкте
interview-line-hint = Бір шетінен екінші шетіне дейін, кемінде екі нүкте. Бос жолға жазсаңыз, жаңа нүкте қосылады.
interview-area-hint = Шеткі нүктелерін айналдыра ретімен жазыңыз, кемінде үшеу. Соңғысы біріншісімен өзі қосылады.
# Тізімдегі жауап. $count: нүкте саны
interview-points-message = { $count } нүкте

## Жауабы файл болса

interview-file-choose-action = Файл таңдау…
interview-file-replace-action = Басқасын таңдау…
interview-file-remove-action = Алып тастау
interview-file-path-label = Немесе жолын теріңіз
interview-file-take-action = Осы файлды алу
interview-file-busy-message = Файл сақталып жатыр…
interview-file-kept-hint = Осы сұхбатпен бірге құлыпталып сақталды. Компьютердегі файл орнында қалады.
interview-file-clean-hint = Сурет қай жерде, қандай құрылғымен түсірілгені өшіріледі. Суретте көрінгеннің өзі қалады.
# $name: файлдың аты
interview-file-picture-label = Сурет: { $name }
# $size: сан
interview-file-kilobytes-label = { $size } КБ
interview-file-megabytes-label = { $size } МБ
# $name: файлдың аты
interview-file-lost-message = { $name } файлы мұнда сақталмаған.
interview-file-undrawn-message = Бұл сурет мұнда ашылмады. Өзі сақтаулы.

## Көрші сұрақтар және жылжу

interview-change-action = Түзету
interview-no-answer-label = жауап жоқ
interview-back-action = Артқа
interview-next-action = Келесі
interview-next-review-label = Қарап шығып, аяқтау
interview-instead-label = Жауап орнына
interview-state-unknown = Білмейді
interview-state-declined = Жауап бергісі келмейді
interview-state-later = Кейін сұрау
interview-state-kept-message = Жауап болып сақталды.
interview-state-put-off-message = Кейінге қалдырылды, «Бүгін» тізіміне түседі.

## Сұрақ қасындағы хабарлар

interview-required-message = Бұл сұраққа жауап жоқ. Білмесе не айтқысы келмесе, соны белгілеңіз.
interview-required-go-action = Қалдырып, әрі қарай өту
interview-invalid-message = Жауап әзірге сұраққа сай емес. Терілгені сақтаулы.
interview-invalid-go-action = Бәрібір әрі қарай өту
interview-constraint-message = Бұл жауап сұраққа сай келмейді.
interview-failed-label = Сақталмады
# Біреуге қауіп төніп тұр. Бөтен адам оқуы мүмкін, сондықтан ашық айтылмайды.
interview-danger-title = Енді жеке кездесуге көшіңіз
interview-danger-message = Бұл сұхбат осы жерінде сақталды, кейін жалғастыра аласыз. Жеке кездесудің жауаптары бөлек құлыппен сақталады, оларды тек рұқсаты барлар көреді.
# Жеке кездесуді өзі өткізе алмайтын қызметкерге. $names: өткізе алатын әріптестер
interview-danger-call-title = Жеке кездесуді өткізетін әріптесті шақырыңыз
interview-danger-call-message = Өткізе алатындар: { $names }. Бұл сұхбат осы жерінде сақталды, кездесу «Бүгін» бетінде тұр.
interview-danger-nobody-message = Мұнда жеке кездесу өткізетін адам жазылмаған: үйлестірушіге айтыңыз. Бұл сұхбат осы жерінде сақталды, кездесу «Бүгін» бетінде тұр.
interview-danger-stop-action = Осы жерден тоқтау
interview-danger-action = Жеке кездесуді бастау
interview-danger-go-on-action = Жеке кездесуді қазір қаламайды: осы сұхбатты жалғастыру

## Адамдар не заттар тізімі

# $count: нешеуі жазылды
interview-repeat-count-message =
    { $count ->
        [0] Әзірге ештеңе жазылған жоқ
       *[other] Жазылғаны: { $count }
    }
interview-repeat-half-hint = Жартылай жазылса да сақталады
interview-repeat-add-action = Қосу
interview-repeat-more-action = Тағы біреуін қосу
interview-repeat-empty-message = Әрқайсысын бөлек қосыңыз. Қосатын ешкім болмаса, әрі қарай өте беріңіз.
# $number: нешіншісі
interview-repeat-title = № { $number }
interview-repeat-action-label = Әрекет
interview-repeat-edit-action = Түзету
interview-repeat-remove-action = Тізімнен шығару
# $name: кім не не екені, белгісіз болса, № 2
interview-repeat-sure-message = { $name } тізімнен шығарылсын ба? Жауаптары да бірге өшеді.
# $name: жоғарыдағыдай
interview-repeat-sure-action = Тізімнен шығару: { $name }
# Тізімдегі адам не жер. $name: алғашқы сөзі, $more: алғашқы саны, көбіне жасы
interview-repeat-name-label = { $name }, { $more }
interview-repeat-keep-action = Қалдыру
# Ұзын тізімнің бір бөлігі ғана көрсетіледі. $count: тағы нешеуі ашылады
interview-repeat-earlier-action = Алдыңғы { $count } жазбаны көрсету
interview-repeat-later-action = Тағы { $count } жазбаны көрсету

## Аяқтар алдында

# Бөлімдердің соңғысы: әлі ашық тұрғанын кез келген уақытта қарап шығу.
interview-review-action = Қарап шығу
# Бір сұрақ бірнеше адам туралы қойылса: сұхбат берген адамның өзі.
interview-review-person-label = Сұхбат берген адам
# Аты айтылмаса, кім екені. $list: сауалнамадағы тізім аты (балалар), $number: тізімдегі реті
interview-review-whose-label = { $list }, № { $number }
interview-review-title = Аяқтар алдында қарап шығыңыз
# $answered: жауабы бар, $asked: барлығы
interview-review-count-message = { $asked } сұрақ, жауап алынғаны – { $answered }. Жауап бермеу де – жауап: ол аяқтауға кедергі емес.
interview-review-missing-title = Жауабы жоқ
interview-review-invalid-title = Сай келмейді
interview-review-later-title = Кейінге қалған сұрақтар
interview-review-declined-title = Жауап бергісі келмеді
interview-review-unknown-title = Білмейді
interview-review-answer-action = Жауап беру
interview-review-correct-action = Түзету
interview-review-ask-action = Қазір сұрау
interview-review-change-action = Өзгерту
interview-review-declined-hint = Осылай сақталады. Себебі сұралмайды.
interview-review-whole-message = Барлық сұрақтың жауабы бар. Аяқтай беріңіз.
interview-review-enough-message = Міндетті сұрақтардың бәріне жауап бар. Аяқтай беріңіз.
interview-review-back-action = Сұрақтарға қайту
interview-review-later-hint = Кейінге қалған сұрақтар «Бүгін» тізіміне түседі.
interview-review-finish-action = Аяқтау
interview-review-incomplete-action = Осы күйінде аяқтау
interview-review-incomplete-hint = «Толық емес» деп белгіленеді.
interview-review-busy-action = Аяқталып жатыр…
interview-review-invalid-hint = Сай келмейтінін түзетсеңіз, аяқтауға болады.
interview-discard-action = Өшіріп тастау
interview-discard-title = Бұл сұхбат өшірілсін бе?
# $name: адамның аты
interview-discard-named-title = Мына адамның сұхбаты өшірілсін бе: { $name }?
interview-discard-hint = Барлық жауабы осы ноутбуктен өшеді, қайтарып алу мүмкін емес.
interview-discard-amend-hint = Өзгерістер өшеді. Аяқталған сұхбат бұрынғы қалпында қалады.
interview-discard-sure-action = Өшіру

## Аяқталды

interview-finished-title = Сұхбат аяқталды
interview-finished-hint = Сұхбат сіздің атыңыздан осы ноутбукте сақталды. Кейін түзетуге болады, бұрынғысы «Оқиғалар» бөлімінде қалады.
# $count: жауабы жоқ міндетті сұрақтар
interview-finished-missing-message = { $count } міндетті сұраққа жауап берілмеген. Сұхбат «толық емес» деп белгіленді.
# $count: кейінге қалған сұрақтар
interview-finished-later-message = Кейінге қалған сұрақ саны – { $count }: олар «Бүгін» тізіміне түсті.
interview-finished-person-action = Адамның парақшасына өту
interview-finished-home-action = «Бүгін» бетіне өту

## Оқу

interview-read-amend-action = Түзету
interview-read-person-action = Адамның парақшасына өту
interview-read-blank-label = жауап жоқ
interview-read-hint = Аяқталған. Жауапты өзгерту үшін қасындағы «Түзету» дегенді басыңыз: бұрынғысы сақталып қалады.
# Түзетуге құқығы жоқ адамға, соның орнына.
interview-read-others-hint = Аяқталған. Жауапты түзету керек болса, аға қызметкерге не үйлестірушіге айтыңыз.
