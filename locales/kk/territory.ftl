### Айдың қорытындысы: сандар және өңірге қатысты ережелер. Үйлестіруші ғана көреді.

territory-title = Айдың қорытындысы
territory-hint = Мұнда адам емес, сан ғана бар. Жеке кездесуде айтылғандар мен қорғалған жолдамалар санға кірмейді.
territory-month-label = Ай
territory-region-label = Өңір
territory-region-all-option = Бүкіл орталық
# $region: өңірдің аты; $count: сондағы ашық істер
territory-region-option = { $region } ({ $count })
# $count: ай соңындағы ашық істер
territory-open-message = Ай соңында { $count } ашық іс болған.
# $count: бөлек көрсетілмейтін өңірлердегі және өңірі айтылмаған ашық істер
territory-elsewhere-message = Тағы { $count } ашық істің өңірі айтылмаған немесе бөлек көрсетілмейді. Олар тек бүкіл орталықпен бірге саналады: адамды тануға болмауы үшін.
territory-now-message = Өткен айлар да істер мен жолдамалардың қазіргі күйі бойынша саналады: жабылып, қайта ашылған іс ашық деп саналады.
territory-few-message = Ай соңында ашық іс бестен аз болған. Аз адамның ішінен біреуін тануға болады, сондықтан сан көрсетілмейді.
territory-lines-title = Не істеуге болады
territory-lines-none-message = Бұл айдың сандары бойынша ұсыныс жоқ.
territory-because-label = Мына сандарға сүйенеді:
territory-measures-label = Ұсынылатын шаралар
# $form: сауалнаманың аты
territory-next-message = Келесі сауалнама: { $form }
territory-figures-title = Айдың сандары
territory-figure-refused-share-label = Қабылданбаған не кезекте тұрған жолдамалар
territory-figure-waiting-share-label = Мәртебені алты ай не одан ұзақ күтіп жүргендер
territory-figure-unmet-material-label = Материалдық қажеттілігі өтелмегендер
territory-figure-same-origin-label = Бір жерден келгендер
territory-figure-child-contest-label = Байқауға қатысқысы келетін балалар
territory-figure-tolerance-index-label = Тұрғындардың жақындығы (-100-ден 100-ге дейін)
territory-figure-self-help-label = Өзара көмек тобына дайын адамдар
territory-figure-net-migration-label = Келгендер мен кеткендердің айырмасы
territory-figure-school-out-label = Оқымай жүрген балалар
territory-figure-worker-demand-label = Жұмыс орындарына керек жұмыскерлер
territory-figure-unemployed-label = Жұмыссыздар
territory-figure-distress-label = Күйзелісі байқалатын адамдар
# $value: сан
territory-value-percent-message = { $value } %
territory-value-cases-message = { $value } іс
territory-value-children-message = { $value } бала
territory-value-points-message = { $value }
territory-value-persons-message = { $value } адам
territory-value-workers-message = { $value } жұмыскер
territory-value-few-label = бестен аз
territory-value-few-children-label = бестен аз бала немесе бестен аз отбасы
territory-value-few-elsewhere-label = көрсетілмейді: басқа бөлігінде бестен аз
# $count: қаншасынан белгілі
territory-asked-message = { $count } жауап бойынша
# $count: қанша жолдамадан белгілі
territory-asked-referrals-message = { $count } жолдама бойынша
# $count: қанша қозғалыстан белгілі
territory-asked-movements-message = { $count } қозғалыс бойынша
# $count: қанша жұмыс орнынан белгілі
territory-asked-workplaces-message = { $count } жұмыс орны бойынша
territory-unknown-title = Белгісіз сандар
territory-unknown-hint = Сұралмаған нәрсе нөлге тең емес: ол белгісіз.
territory-unknown-nobody-asked-message = ешкімнен сұралмаған не айтылмаған
territory-unknown-nothing-in-month-message = осы айда жазылмаған
territory-unknown-too-few-answers-message = оннан аз тұрғын жауап берген
territory-unknown-no-questionnaire-message = мұны сұрайтын сауалнама орталықта жоқ
territory-unknown-nothing-sent-message = бұл айда ешқандай жолдама жеткізілмеген
territory-unknown-too-few-message = үлесі бестен аз адамнан не жолдамадан шығар еді
# $count: ережелер саны
territory-open-rules-label = Белгісіз ережелер: { $count }
territory-open-rules-missing-label = Белгісізі:
territory-fails-label = Шарты орындалмаған ережелер: { $count }
territory-advice-message = Бұл – кеңес. Не істейтінін орталық шешеді.
# Ай басындағы «Бүгін» бетінде. $month: «2024 жылғы мамыр»
territory-ready-message = Айдың қорытындысы дайын: { $month }.
territory-ready-action = Қорытындыны көру
