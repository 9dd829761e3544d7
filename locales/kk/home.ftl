### Бүгін және сұхбат бастау.

# $waiting, $first, $drafts, $later: әр түрінен неше жол.
home-summary-message =
    { $waiting ->
        [0] { $drafts ->
            [0] { $later ->
                [0] Күтіп тұрған іс жоқ.
               *[other] { $later } адамның кейінге қалған сұрағы бар.
            }
           *[other] Аяқталмаған { $drafts } сұхбат бар.
        }
       *[other] { $first ->
            [0] Бүгін { $waiting } іс күтіп тұр.
           *[other] Бүгін { $waiting } іс күтіп тұр, алдымен істелетіні – { $first }.
        }
    }
home-work-groups-label = Бүгінгі істердің топтары
home-work-first-title = Алдымен осы
home-work-first-label = алдымен
home-work-late-title = Жауап кешіккен жолдамалар
home-work-late-label = кешікті
home-work-call-title = Хабарласу керек
home-work-call-label = хабарласу
home-work-ask-title = Адамнан сұрау керек
home-work-ask-label = сұрау
home-work-tell-title = Ұйымға айту керек
home-work-tell-label = айту
home-work-meet-title = Кездесулер
home-work-meet-label = кездесу
# $time: by when an answer was awaited.
home-work-late-message = жауап { $time } күтілген
home-work-unsafe-label = хабарласуға болмайды
home-work-not-asked-label = хабарласу қауіпсіз бе, сұралмаған
# $count: how much there is.
home-work-more-action = Бәрін көрсету: { $count }
# $shown: how much is shown; $count: how much there is.
home-work-rest-message = Мұнда алғашқы { $shown } жол. Барлығы – { $count }; біткені кетіп, қалғаны шығады.
# Жабық тізімнің атауы: әзірге ештеңе істеудің керегі жоқ. $count: жолдама саны.
home-awaited-label = Жауап күтілуде: { $count }
# Сол тізімдегі жолда. $time: қашанға дейін.
home-awaited-until-message = жауап мерзімі: { $time }
# $shown, $count: сан.
home-awaited-rest-message = Мұнда алғашқы { $shown } жол. Барлығы – { $count }.
# Жеке кездесуді өткізетін адамға ғана көрінеді.
home-meeting-private-label = Жеке кездесу
home-meeting-open-action = Парақшасын ашу
home-find-label = Адамды табу: аты, іс нөмірі, туған жылы
home-new-action = Жаңа сұхбат
# $date: сақтаулы соңғы уақыт
home-clock-message = Ноутбуктің сағаты артта қалған: мұнда { $date } күні дерек сақталған. Сағатты дұрыстап, жұмысты жалғастырыңыз. Ештеңе жоғалған жоқ.
# $today: осы компьютердің сағаты бойынша бүгінгі күн. $last: сенімді соңғы күн
home-date-message = Ноутбуктің сағаты бойынша бүгін – { $today }, бірақ мұндағы соңғы дерек { $last } күні жазылған. Күнді тексеріңіз. Жазғаныңыз сақтала береді, бірақ біреу күннің дұрыс екенін растағанша «күні күмәнді» деген белгімен тұрады.
home-date-action = Күні дұрыс
# Растай алмайтын адамға.
home-date-others-hint = Дұрыс екенін рөлі «қызметкер», «аға қызметкер» не «үйлестіруші» адам растай алады.
# $date: күн
home-lease-message = Бұл ноутбукке үйлестірушінің ноутбугінен көптен бері жаңа дерек келмеді. Ол бұрынғыша ашылатын соңғы күн: { $date }. Одан кейін алдымен үйлестірушіге қоңырау шалу керек болады. Соған дейін басқа ноутбуктермен алмасып алыңыз. Қалай болғанда да ештеңе өшірілмейді.
home-drafts-title = Аяқталмаған сұхбаттар
home-drafts-none-message = Жоқ. Тоқтатқан сұхбатыңыз осында күтіп тұрады.
home-go-on-action = Жалғастыру
# $section: тоқтаған бөлімі
home-draft-section-message = «{ $section }» бөлімінде тоқтадыңыз
# $answered: жауабы бар, $asked: барлық сұрақ, $when: соңғы өзгеріс
home-draft-progress-message = { $asked } сұрақ, жауап алынғаны – { $answered } · { $when }
# $name: адамның аты
home-discard-title = «{ $name }» деген адамның сұхбаты өшірілсін бе?
home-discard-nameless-title = Аты әлі айтылмаған адамның сұхбаты өшірілсін бе?
home-nameless-label = Аты әлі айтылмаған
home-later-title = Кейінге қалған сұрақтар
home-later-none-message = Жоқ. «Кейін сұрау» деп белгіленген сұрақтар осында шығады.
# $count: сұрақ саны
home-later-questions-message = { $count } сұрақ
home-later-ask-action = Сұрау
home-forms-person-hint = Бұрын тіркелген адам туралы болса, алдымен сол адамды табыңыз.

## Әзірге ешкім жоқ

home-empty-title = Бұл ноутбукте әлі ешкім жоқ
home-empty-hint = Интернет керек емес. Бірінші адаммен әңгімені қазір-ақ бастай аласыз: әр жауап келесі сұраққа дейін осы ноутбукке сақталады.
home-empty-start-label = Алғашқы сұхбатты бастау
home-empty-start-hint = Қысқа түрі 15 минуттай. Кез келген жерде тоқтатып, кейін жалғастыруға болады.
home-empty-members-label = Әріптестеріңізді қосу
home-empty-members-hint = Әркім өз құпия сөйлемімен ашады.
home-empty-members-action = Қызметкерлер

## Бастау

home-start-title = Қай сауалнама?
# $name: адам
home-start-for-title = { $name }: қай сауалнама?
# $count: сұрақ саны
home-start-questions-message = { $count } сұрақ
home-start-person-message = Бұрын тіркелген адамға арналған
home-start-find-action = Адамды табу
home-start-action = Бастау
# $names: өткізе алатындардың аттары
home-start-led-by-message = Жеке кездесуді өткізетіндер: { $names }
home-start-refused-message = Жеке кездесу өткізуге рұқсаты бар қызметкерлерге ғана
home-start-none-message = Мұнда әзірге сауалнама жоқ.
home-kind-open = өз сөзімен
home-kind-semi_closed = дайын жауаптар, өз сөзімен де болады
home-kind-closed = дайын жауаптар
home-kind-mixed = жауабы таңдалатын да, өз сөзімен айтылатын да сұрақтар
# Үйлестірушіге: $count іс өшіруді күтіп тұр, $when – бірінші бұйрықтың мерзімі.
home-erasures-message =
    { $count ->
       *[other] { $count } іс біржола өшіруді күтіп, бәріне жабық тұр. Кемінде { $when } дейін тоқтатуға болады.
    }
home-erasures-action = Қарау
# Іс өткізетін қызметкерге: $count іс бойынша басқа орталықтың жауабы екі аптадан бері келмеді.
home-transfers-late-message =
    { $count ->
       *[other] Басқа орталыққа өтетін { $count } іс бойынша екі аптадан бері жауап жоқ. Оларға қоңырау шалыңыз.
    }
# $count: жауабы келмеген, адам енді келіспейтін істер
home-transfers-disagreed-message =
    { $count ->
        [one] Бір істі басқа орталыққа өткізу ұсынылған, ал адам енді келіспейді. Олар қабылдап қоймауы үшін өткізуден бас тартыңыз.
       *[other] { $count } істі басқа орталыққа өткізу ұсынылған, ал адамдар енді келіспейді. Олар қабылдап қоймауы үшін өткізуден бас тартыңыз.
    }
# $count: мұнда тоқтатылып, ол жақта қабылданған не екі түрлі жауап берілген істер.
home-transfers-unsettled-message =
    { $count ->
       *[other] { $count } іс туралы әрі басқа орталықта, әрі осында қалады деп айтылған. Оларға қоңырау шалып, қайсысы дұрыс екенін айтыңыз.
    }
# $count: өткізілген, бірақ жауап келгенше мұнда тағы мәлімет жазылған істер.
home-transfers-newer-message =
    { $count ->
       *[other] { $count } іс басқа орталықта, бірақ мұнда кейін жазылған мәлімет оларға жеткен жоқ. Оларға хабарлаңыз не істі қайта өткізіңіз; содан кейін жабыңыз.
    }
