// Given and family names of the sample lab's made-up people, by language so that they go together.

const words = (list: string): readonly string[] => list.trim().split(/\s+/u)

export interface NameGroup {
  given: readonly string[]
  family: readonly string[]
}

/** A blank within a name is written as an underscore. */
const group = (given: string, family: string): NameGroup => ({
  given: words(given).map((name) => name.replaceAll('_', ' ')),
  family: words(family).map((name) => name.replaceAll('_', ' ')),
})

export const nameGroups: readonly NameGroup[] = [
  group(
    'Giulia Matteo Niccolò Chiara Davide Sofia Noè Martina Lorenzo Alessia Beatrice Elia Gaia Ettore',
    "Rossi D'Angelo Ferrari Bianchi De_Luca Esposito Greco Marchetti Nicolò Dall'Olio Conti Barbieri Fabbri",
  ),
  group(
    'Léa Hugo Chloé Théo Zoé Noémie Gaël Anaïs Rémi Élodie Maëlle Jérôme Loïc Inès',
    "Lefèvre Moreau Gauthier Béranger Dubois Lemaître Faure Étienne N'Diaye Roche Chevalier Marchand Boucher",
  ),
  group(
    'Jürgen Anneliese Björn Käthe Lukas Sören Hanna Jonas Mareike Götz Friederike Lennart Svenja Tobias',
    'Müller Schröder Weiß Köhler Größ Vögel Krämer Schäfer Jäger Böhm Winkler Voß Lindner von_Bergen',
  ),
  group(
    'Zoë Oliver Amelia Callum Imogen Rhys Siobhán Eoin Aoife Fergus Niamh Gwen Harriet Duncan',
    "O'Connor MacLeod Wright Hughes Smith-Jones Ó_Briain Campbell Llewellyn Fitzgerald Barnes Whitfield Doyle",
  ),
  group(
    'Lucía Íñigo Martín Begoña José Ángel Núria Álvaro Inés Raúl Ximena Joaquín Mónica Andrés',
    'García Núñez Peña Ibáñez Rodríguez Castaño Muñoz Vélez Sáez Gutiérrez López-Rey Cortés Zúñiga',
  ),
  group(
    'João Inês Gonçalo Conceição Tomás Leonor Caetano Luísa Vinícius Márcia Débora Otávio Íris Simão',
    'Conceição Araújo Guimarães Simões Magalhães Assunção Brandão Lourenço Falcão Sequeira Pacheco Vilaça',
  ),
  group(
    'Łukasz Małgorzata Paweł Żaneta Michał Bożena Jędrzej Agnieszka Świętosława Tadeusz Zofia Grażyna',
    'Kowalska Wiśniewski Wójcik Dąbrowska Łuczak Źródlak Jabłoński Mączka Zając Sikora Pawłowska Śliwa',
  ),
  group(
    'Tomáš Žofie Jiří Růžena Ondřej Štěpánka Vojtěch Eliška Matěj Ľubomír Zdeněk Květa',
    'Novák Dvořáková Černý Růžička Šťastný Procházka Veselá Kučera Hájek Řehoř Zelenka Přibyl',
  ),
  group(
    'Åsa Søren Øyvind Kjærsti Jörgen Märta Håkon Sæunn Ólafur Þórdís Ebba Gøril Linnéa Åke',
    'Åström Østergaard Bjørnstad Sjöberg Jónsdóttir Þorsteinsson Nygård Sørensen Lindqvist Ødegård Ek Dahl',
  ),
  group(
    'Çağla Emre Şeyma Barış İpek Gökhan Özlem Yağız Aslı Tuğba Kerem Işıl',
    'Yılmaz Öztürk Çelik Şahin Güneş Koç Aydın Doğan Kılıç Ünal Erdoğan Başaran',
  ),
  group(
    'Ștefan Ioana Mihăiță Răzvan Zoltán Réka Ágnes László Đorđe Željka Ćiro Nataša Dušan Snežana',
    'Ionescu Țurcanu Brâncuși Szabó Kőszegi Fekete Đurić Marković Šarić Vuković Bălan Nagy Horváth',
  ),
  group(
    'Thảo Minh Hương Đức Linh Quân Ngọc Phúc Trâm Bảo Yến Sơn',
    'Nguyễn Trần Phạm Đặng Lê Hoàng Bùi Vũ Đỗ Võ Dương Lý',
  ),
  group(
    'Adaeze Chidi Amara Kwame Ngozi Tunde Zainab Sipho Thandiwe Makena Abebe Folasadé Yaw Wanjirũ',
    "Okafor Mbeki Adébáyò Mensah Diallo Nwosu Kamau Traoré Owusu Haile Ngũgĩ Balogun Dlamini N'Dour",
  ),
  group(
    'Priya Arjun Ananya Rohan Meera Vikram Kavya Ishaan Nour Layla Yusuf Amīna Farid Samira',
    'Sharma Iyer Patel Chowdhury Nair Rao Bose Haddad Al-Rashid Khalil Nasser Rahman Siddiqui Mehta',
  ),
  group(
    'Yui Haruto Sakura Jun Mei Wei Xiuying Minjun Seo-yeon Jisoo Kenji Rin Hana Lian',
    'Sato Tanaka Watanabe Kim Park Choi Wang Zhang Chen Itō Ōkubo Suzuki Lin Huang',
  ),
]

/** People who write their names in another script, with the letters their usernames are made of. */
export const otherScripts: readonly {
  given: string
  family: string
  latin: [given: string, family: string]
}[] = [
  { given: 'Юлия', family: 'Соколова', latin: ['yuliya', 'sokolova'] },
  { given: 'Дмитро', family: 'Ковальчук', latin: ['dmytro', 'kovalchuk'] },
  { given: 'Ελένη', family: 'Παπαδοπούλου', latin: ['eleni', 'papadopoulou'] },
  { given: '美咲', family: '高橋', latin: ['misaki', 'takahashi'] },
  { given: '志强', family: '王', latin: ['zhiqiang', 'wang'] },
  { given: '민준', family: '김', latin: ['minjun', 'kim'] },
  { given: 'نور', family: 'الهاشمي', latin: ['noor', 'alhashimi'] },
  { given: 'नेहा', family: 'गुप्ता', latin: ['neha', 'gupta'] },
]
