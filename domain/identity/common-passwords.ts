/**
 * What people type when they want no password: guessed first by everyone who guesses (ASVS 6.2.4). Written from what
 * published lists have in common: rows of keys, and words with the endings that are put behind them.
 */
const KEYS_AND_NUMBERS = `
12345678 123456789 1234567890 0123456789 12345678910 123123123 1234512345 123456123456 987654321 9876543210 0987654321
87654321 11223344 1122334455 112233445566 12341234 123454321 123321123 12344321 147258369 147852369 159357258 159753456
741852963 789456123 963852741 321654987 456789123 147896325 102030405060 10203040 1020304050 123789456 135792468 13579246
11111111 111111111 1111111111 00000000 000000000 0000000000 22222222 33333333 44444444 55555555 66666666 77777777 88888888
888888888 99999999 999999999 12121212 121212121 13131313 10101010 69696969 77778888 12345679 123456780 1234567a 12345678a
123456789a 123456789q a12345678 a123456789 q1234567 q12345678 1234qwer qwer1234 qwer12345 qwer4321 asdf1234 asdf12345
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qaz1qaz 1qazxsw2 2wsx3edc q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6
qazwsxedc qazwsxedcrfv qazwsx123 qaz123wsx zaq12wsx zaq1xsw2 zaq1zaq1 zxcvbnm1 zxcvbnm123 zxcvbnm123456 asdfghjkl
asdfghjk asdfghjkl1 asdfghjkl123 asdfasdf asdf1234asdf qwertyui qwertyuiop qwertyuiop123 qwertyqwerty qwerqwer qweasdzxc
qweasdzxc123 qweasd123 qwe123qwe qwe123456 123qweasd 123qwe123 123qweasdzxc 1234qwerasdf qwertyasdf qwertyuiopasdfghjkl
zxcvbnmasdfghjkl zxczxczxc zxcv1234 poiuytrewq lkjhgfdsa mnbvcxz1 1234abcd abcd1234 abcd12345 abcd123456 abcdefgh
abcdefghi abcdefghij abcdefg1 abcdefg123 abc12345 abc123456 abc123abc abcabcabc a1b2c3d4 a1b2c3d4e5 a1s2d3f4 aa123456
aa12345678 aaa111111 aaaaaaaa aaaaaaaaa aaaaaaaaaa bbbbbbbb xxxxxxxx zzzzzzzz qqqqqqqq qqqqqqqq1 qq123456 qq123456789
ww123456 zz123456 as123456 ab123456 abc123123 asd123asd asd123456 asdasdasd asdasd123 zaqwsxcde qazxswedc 1a2b3c4d 1a2s3d4f
password! p@ssword p@ssw0rd pa$$word pa55word passw0rd passw0rd1 p4ssword passwort passwort1 passwort123 password01
passwordpassword password1234567 password123456789 mypassword mypassword1 newpassword nopassword thepassword yourpassword
motdepasse contrasena contraseña senha123 wachtwoord heslo123 parola123 salasana haslo1234 mot2passe passord1 kodeord1
changeme changeme1 changeme123 changeit letmein1 letmein123 letmeinnow iloveyou iloveyou1 iloveyou2 iloveyou123 iloveyou!
iloveyou2 iloveu123 iloveme1 ilovegod ilovejesus ilovehim loveyou1 loveyou2 lovelove lovelove1 iloveyou3 iloveyou7
trustno1 trustno1! whatever whatever1 computer computer1 internet internet1 administrator administrator1 superuser
rootroot rootadmin adminadmin admin123456 adminpassword testtest testtest1 test123456 testing1 testing123 default1
secret123 secretpassword topsecret opensesame blahblah blahblah1 nothing1 forgotten logmein1 welcome1 welcome123 guest123
correcthorsebatterystaple correct-horse-battery-staple
`;

const WORDS = `
password qwerty admin welcome letmein monkey dragon master sunshine princess football baseball basketball softball hockey
soccer shadow superman batman spiderman ironman pokemon naruto starwars charlie michael jordan michelle jessica jennifer
ashley nicole daniel matthew andrew joshua anthony robert thomas william richard joseph george justin brandon samantha
amanda hannah heather melissa rebecca rachel stephanie elizabeth victoria alexander alexandra nicholas christopher
christian jonathan benjamin patrick maggie ginger pepper buster bailey cookie coffee chocolate cheese banana orange
apple cherry flower butterfly rainbow diamond silver golden purple yellow killer hunter ranger tigger tiger panther eagle
falcon phoenix wolf dolphin horses kitten puppy cat dog angel angels heaven jesus christ blessed faith summer winter spring
autumn january february march april monday tuesday friday saturday sunday london paris berlin madrid chicago dallas texas
california america canada mexico brazil england france germany italia australia yankees cowboys lakers steelers eagles
redskins packers arsenal chelsea liverpool barcelona realmadrid manchester juventus ferrari porsche mercedes mustang
corvette harley yamaha honda toyota nissan camaro chevy google facebook twitter youtube instagram linkedin yahoo hotmail
gmail microsoft windows apple1 samsung nokia iphone android computer internet laptop server network system database oracle
secret private access login user guest test testing temp default public office company business money dollar credit bank
shopping online store market amazon magic wizard merlin gandalf matrix ninja samurai knight warrior soldier army marine
navy police doctor nurse teacher student school college family mother father sister brother baby babygirl lover love
lovers sexy hottie beautiful pretty sweet honey sugar candy peanut pumpkin snoopy mickey minnie donald garfield barbie
hello hello123 goodbye thunder lightning storm fire water forever always friend friends freedom happy lucky peace hope
music guitar piano metallica nirvana slipknot eminem rockstar rock metal player gamer games minecraft fortnite roblox
whatever nothing something anything crazy junior senior jackson johnson smith taylor williams miller cooper marina martin
maria marie anna sophie laura sarah andrea carlos carmen antonio francisco alejandro fernando roberto ricardo eduardo
daniela gabriel gabriela isabella valentina samuel david oliver oscar oscar1 sebastian dominic vanessa veronica patricia
veritas abc qaz zxcvbn zxcvbnm asdfgh asdf qwe qwert qwertz azerty q1w2e3 abcdef asdzxc mypass pass passwd superstar
changeme iloveyou trustno starbucks redbull budweiser captain pirate pirates skywalker yoda vader chewbacca startrek
enterprise voyager jupiter saturn mercury venus neptune galaxy cosmos planet europe africa asia india china russia japan
`;

/** What is put behind a word to please a form. */
const ENDINGS =
  "|1|2|3|7|9|0|01|02|07|10|11|12|13|21|22|23|69|77|88|99|00|007|101|111|123|321|666|777|1234|12345|123456|\
1991|1992|1993|1994|1995|1996|1997|1998|1999|2000|2001|2010|2015|2018|2019|2020|2021|2022|2023|2024|2025|2026|!|1!|123!";

const listOf = (text: string) => text.split(/\s+/).filter((word) => word !== "");

/** About 15,000; made when the first password is judged. */
let common: ReadonlySet<string> | null = null;

function commonPasswords(): ReadonlySet<string> {
  const endings = ENDINGS.split("|");
  const words = listOf(WORDS).flatMap((word) => endings.map((ending) => word + ending));
  return new Set([...listOf(KEYS_AND_NUMBERS), ...words]);
}

/** In whatever case: a capital in front makes none of these rarer. */
export function isCommonPassword(password: string): boolean {
  common ??= commonPasswords();
  return common.has(password.toLowerCase());
}
