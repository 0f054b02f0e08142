package dev.postern.servlet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A part of an OpenAPI document: what stands there, and where. References are followed. */
final class DocumentPart {
    private static final String ID = "https://postern.dev/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final String pointer;

    private DocumentPart(JsonNode document, SchemaRegistry schemas, String pointer) {
        this.document = document;
        this.schemas = schemas;
        this.pointer = pointer;
    }

    /** The whole document. */
    static DocumentPart whole(JsonNode document) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config).schemas(Map.of(ID, document.toString())));
        return new DocumentPart(document, schemas, "");
    }

    JsonNode json() {
        return document.at(pointer);
    }

    Optional<DocumentPart> part(String name) {
        return json().has(name) ? Optional.of(child(name).followed()) : Optional.empty();
    }

    /** All parts by their names. */
    Map<String, DocumentPart> parts() {
        Map<String, DocumentPart> parts = new LinkedHashMap<>();
        json().fieldNames().forEachRemaining(name -> parts.put(name, child(name).followed()));
        return parts;
    }

    /** The elements of an array. */
    List<DocumentPart> elements() {
        return IntStream.range(0, json().size())
                .mapToObj(i -> child(String.valueOf(i)).followed())
                .toList();
    }

    /** What is wrong with this value by the schema that stands here. */
    List<String> errors(JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(ID + "#" + pointer)).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    private DocumentPart child(String name) {
        return at(pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    private DocumentPart followed() {
        JsonNode reference = json().path("$ref");
        return reference.isTextual() ? at(reference.textValue().substring(1)) : this;
    }

    private DocumentPart at(String place) {
        return new DocumentPart(document, schemas, place);
    }

    @Override
    public String toString() {
        return "#" + pointer;
    }
}
