package dev.postern.challenge.image;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.Puzzle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The {@code image} family: characters to copy from an image, whose case does not matter. The alphabet has 22 of them, capital letters and digits that are not taken for each other;
 * an image has 5, 6 or 7 at the three difficulties, each equally likely.
 *
 * <p>An image shuts out whoever can't see it: offer it beside another family, not alone. Programs read images too.
 */
public final class Transcription implements ChallengeFamily {
    /** What else there is is taken for one of these: B and 8, G and 6, I and 1 and L, O and 0 and D and Q, S and 5, V and U, Z and 2. */
    static final String ALPHABET = "34679ACDEFHJKMNPRTUWXY";

    private static final List<String> OPERATIONS = List.of("TRANSCRIPTION");
    private static final Transcription ON_LIGHT = new Transcription(false);
    private static final Transcription ON_DARK = new Transcription(true);

    private static final Map<String, String> INSTRUCTIONS = Map.ofEntries(
            Map.entry("ar", "اكتب الأحرف والأرقام الظاهرة في الصورة"),
            Map.entry("de", "Geben Sie die Zeichen im Bild ein"),
            Map.entry("en", "Type the characters in the picture"),
            Map.entry("es", "Escriba los caracteres de la imagen"),
            Map.entry("fr", "Saisissez les caractères de l’image"),
            Map.entry("he", "יש להקליד את התווים שבתמונה"),
            Map.entry("it", "Digiti i caratteri dell’immagine"),
            Map.entry("ja", "画像の文字を入力してください"),
            Map.entry("ko", "그림에 보이는 문자를 입력해 주세요"),
            Map.entry("nl", "Typ de tekens in de afbeelding"),
            Map.entry("pl", "Proszę wpisać znaki z obrazka"),
            Map.entry("pt", "Escreva os caracteres da imagem"),
            Map.entry("ru", "Введите символы с картинки"),
            Map.entry("tr", "Resimdeki karakterleri yazın"),
            Map.entry("zh", "请输入图片中的字符"));

    private final Drawing drawing;

    private Transcription(boolean dark) {
        drawing = new Drawing(200, 64, dark);
    }

    /** Dark characters on light paper. */
    public static Transcription onLight() {
        return ON_LIGHT;
    }

    /** Light characters on dark paper. A site offers this one or {@link #onLight}: they have one name. */
    public static Transcription onDark() {
        return ON_DARK;
    }

    @Override
    public String name() {
        return "image";
    }

    @Override
    public int code() {
        return 2;
    }

    @Override
    public List<String> operations() {
        return OPERATIONS;
    }

    /** In the languages of Postern's pages, at each difficulty. */
    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return INSTRUCTIONS.containsKey(locale.getLanguage());
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        String instruction = INSTRUCTIONS.get(locale.getLanguage());
        if (instruction == null) {
            throw new IllegalArgumentException("image has no challenges in " + locale);
        }
        char[] text = new char[length(difficulty)];
        for (int i = 0; i < text.length; i++) {
            text[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        String characters = String.valueOf(text);
        return new Puzzle(
                new ImagePrompt(drawing.dataUri(characters, Look.of(difficulty), random), instruction), characters, 0);
    }

    private static int length(Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> 5;
            case MEDIUM -> 6;
            case HARD -> 7;
        };
    }
}
