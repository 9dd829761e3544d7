### Адамның парақшасындағы сөздер. profile-<property>: адам туралы не белгілі; сауалнама сақтайтын атымен, астыңғы сызықтың
### орнына дефис. Мәннің алдында тақырып болып тұрады.

profile-family-name = Тегі
profile-given-name = Аты
profile-patronymic = Әкесінің аты
profile-full-name = Аты-жөні
profile-preferred-name = Өзін қалай атағанын қалайды
profile-former-name = Бұрынғы аты-жөні
profile-sex = Жынысы
profile-birth-date = Туған күні
profile-birth-year = Туған жылы
profile-citizenship = Азаматтығы
profile-native-language = Ана тілі
profile-phone = Телефоны
profile-document-number = Құжатының нөмірі
profile-safe-contact = Хабарласу қауіпсіз бе
# Адам сұхбатқа, жазып алуға келісті ме?
profile-consent = Сұхбатқа келісімі
# Басқаларға айтуға келісті ме?
profile-consent-sharing = Басқаларға айтуға келісімі
profile-marital = Отбасылық жағдайы
profile-birth-country = Туған елі
profile-can-read = Оқи, жаза алады
profile-kazakh-level = Қазақшасы
profile-russian-level = Орысшасы
profile-education = Білімі
profile-profession = Мамандығы
profile-origin-country = Қай елден келді
profile-arrival-date = Келген күні
profile-legal-status = Құқықтық мәртебесі
# Бірге тұратын адам туралы.
profile-relation = Кім болады
profile-age = Жасы
profile-here = Қазір қасында ма
# Өз сөзі жоқ мәлімет. $property: сауалнамадағы аты.
profile-other = Тағы белгілі: { $property }

## Қызметкерлердің рөлі мен рұқсаты

role-volunteer = ерікті
role-worker = қызметкер
role-supervisor = аға қызметкер
role-coordinator = үйлестіруші
# Рөлден бөлек рұқсат.
grant-protected = жеке кездесулер
grant-inspector = тексерулер
grant-expert = сарапшы бағасы
grant-analyst = аты-жөнсіз есептер
