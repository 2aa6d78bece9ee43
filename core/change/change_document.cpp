// SPDX-License-Identifier: MIT
#include "change/change_document.h"

#include "base/text.h"
#include "change/document_fields.h"
#include "change/document_words.h"
#include "config/yaml_fields.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using Verb = ChangeEntry::Verb;

/// Aliases can make a small file huge.
constexpr int kMostNodes = 200'000;

bool isAllowed(Verb verb, ObjectKind kind) {
    if (kind == ObjectKind::MachineTags || kind == ObjectKind::ExcludeList) {
        return verb == Verb::Update;
    }
    return verb != Verb::Move || kind == ObjectKind::Rule || kind == ObjectKind::Policy;
}

QString textOf(const YAML::Node& node) {
    return QString::fromStdString(node.Scalar());
}

/// Reads one file; the first thing that is wrong ends it.
class Reader final {
public:
    explicit Reader(QString file) : m_file(std::move(file)) {}

    Result<ChangeDocument> read(const YAML::Node& root);

private:
    Result<ChangeEntry> readEntry(const YAML::Node& node, const QString& key);
    Result<void> readVerb(config::YamlFields& fields, ChangeEntry& entry);
    Result<void> readPlace(const config::YamlFields& fields, const QString& key,
                           ChangeEntry& entry);
    Result<QJsonObject> readValues(const config::YamlFields& fields, const QString& part,
                                   const QString& key, const ChangeEntry& entry);
    Result<QJsonValue> readValue(const YAML::Node& node, const DocumentField& field,
                                 const QString& key, int line);
    Result<QJsonValue> rawValue(const YAML::Node& node, const QString& key);

    [[nodiscard]] Error wrong(int line, const QString& key, const QString& remedy,
                              const QString& problem) const {
        Error error = config::configurationError(m_file, line, key, remedy, problem);
        error.kind = ErrorKind::InvalidInput;
        return error;
    }
    [[nodiscard]] static Error asInput(Error error) {
        error.kind = ErrorKind::InvalidInput;
        return error;
    }

    QString m_file;
    int m_nodes = 0;
};

Result<ChangeDocument> Reader::read(const YAML::Node& root) {
    config::YamlFields fields(root, m_file, {}, 1,
                              {u"title"_s, u"reason"_s, u"author"_s, u"target"_s, u"changes"_s});
    ChangeDocument document;
    document.title = fields.text(u"title"_s, std::nullopt);
    document.reason = fields.optionalText(u"reason"_s);
    document.author = fields.optionalText(u"author"_s);
    document.target = fields.optionalText(u"target"_s);
    if (fields.error()) {
        return fail(asInput(*fields.error()));
    }
    const YAML::Node changes = fields.node(u"changes"_s);
    if (changes.IsDefined() && !changes.IsNull() && !changes.IsSequence()) {
        return fail(
            wrong(fields.lineOf(u"changes"_s), u"changes"_s,
                  u"Write a list of entries that begin with `- `."_s,
                  u"found "_s + config::describeFound(changes) + u", allowed is a list."_s));
    }
    if (changes.IsDefined() && changes.IsSequence()) {
        for (std::size_t i = 0; i < changes.size(); ++i) {
            auto entry = readEntry(changes[i], u"changes[%1]"_s.arg(i));
            if (!entry) {
                return fail(entry.error());
            }
            document.entries.push_back(std::move(*entry));
        }
    }
    return document;
}

Result<void> Reader::readVerb(config::YamlFields& fields, ChangeEntry& entry) {
    QStringList words;
    for (const auto& [kind, word] : kFileKinds) {
        words << word;
    }
    int verbs = 0;
    for (const auto& [verb, word] : kChangeVerbs) {
        if (!fields.has(word)) {
            continue;
        }
        ++verbs;
        entry.verb = verb;
        const qsizetype index = fields.choice(word, words, -1);
        if (fields.error()) {
            return fail(asInput(*fields.error()));
        }
        entry.kind = kFileKinds[static_cast<std::size_t>(index)].first;
        if (!isAllowed(verb, entry.kind)) {
            fields.refuseSaying(word, u"Choose another verb."_s,
                                u"found "_s + fileWordOf(entry.kind) + u", which cannot be "_s +
                                    word + u"d."_s);
        }
    }
    if (verbs != 1) {
        return fail(
            wrong(entry.line, {}, u"Begin the entry with `update: rule` or the like."_s,
                  u"found %1 of create, update, move and delete, allowed is one."_s.arg(verbs)));
    }
    if (fields.error()) {
        return fail(asInput(*fields.error()));
    }
    return {};
}

Result<void> Reader::readPlace(const config::YamlFields& fields, const QString& key,
                               ChangeEntry& entry) {
    if (!fields.has(u"place"_s)) {
        return {};
    }
    const YAML::Node place = fields.node(u"place"_s);
    const int line = fields.lineOf(u"place"_s);
    if (place.IsScalar() && (textOf(place) == "top"_L1 || textOf(place) == "bottom"_L1)) {
        entry.position = textOf(place);
        return {};
    }
    if (place.IsMap() && place.size() == 1 && place.begin()->first.IsScalar() &&
        place.begin()->second.IsScalar()) {
        const QString word = textOf(place.begin()->first);
        if (word == "before"_L1 || word == "after"_L1) {
            entry.position = word;
            entry.anchor = textOf(place.begin()->second);
            return {};
        }
    }
    return fail(wrong(line, key + u".place"_s, u"Write one of these."_s,
                      u"found "_s + config::describeFound(place) +
                          u", allowed is top, bottom, {before: NAME} or {after: NAME}."_s));
}

Result<QJsonValue> Reader::rawValue(const YAML::Node& node, const QString& key) {
    if (++m_nodes > kMostNodes) {
        return fail(wrong(config::lineOfNode(node, 1), key, u"Split the change."_s,
                          u"found more than %1 values."_s.arg(kMostNodes)));
    }
    if (node.IsNull()) {
        return QJsonValue(QJsonValue::Null);
    }
    if (node.IsScalar()) {
        const QString text = textOf(node);
        const bool isPlain = node.Tag() != "!";
        if (isPlain && (text == "true"_L1 || text == "false"_L1)) {
            return QJsonValue(text == "true"_L1);
        }
        bool isNumber = false;
        const qint64 number = text.toLongLong(&isNumber);
        if (isPlain && isNumber) {
            return QJsonValue(number);
        }
        return QJsonValue(text);
    }
    if (node.IsSequence()) {
        QJsonArray array;
        for (const YAML::Node& element : node) {
            auto value = rawValue(element, key);
            if (!value) {
                return value;
            }
            array.append(*value);
        }
        return QJsonValue(array);
    }
    QJsonObject object;
    for (const auto& pair : node) {
        const QString name = pair.first.IsScalar() ? textOf(pair.first) : QString();
        if (name.isEmpty() || object.contains(name)) {
            return fail(wrong(config::lineOfNode(pair.first, 1), key,
                              u"Give every field one name of its own."_s,
                              u"found "_s + config::describeFound(pair.first) +
                                  u" as a key that is no word or stands there twice."_s));
        }
        auto value = rawValue(pair.second, key + u'.' + name);
        if (!value) {
            return value;
        }
        object.insert(name, *value);
    }
    return QJsonValue(object);
}

Result<QJsonValue> Reader::readValue(const YAML::Node& node, const DocumentField& field,
                                     const QString& key, int line) {
    const auto refused = [&](const QString& allowed) {
        return fail(
            wrong(line, key, u"Write "_s + allowed + u'.',
                  u"found "_s + config::describeFound(node) + u", allowed is "_s + allowed + u'.'));
    };
    switch (field.type) {
    case FieldType::Text:
        if (node.IsNull()) {
            return QJsonValue(QString());
        }
        return node.IsScalar() ? Result<QJsonValue>(textOf(node)) : refused(u"a text"_s);
    case FieldType::Flag: {
        const auto value = rawValue(node, key);
        if (!value || !value->isBool()) {
            return refused(u"true or false, without quotes"_s);
        }
        return *value;
    }
    case FieldType::Word:
        if (!node.IsScalar() || !field.words.contains(textOf(node))) {
            return refused(u"one of "_s + field.words.join(u", "_s));
        }
        return QJsonValue(textOf(node));
    case FieldType::Raw: {
        auto value = rawValue(node, key);
        if (!value) {
            return value;
        }
        if (!value->isArray()) {
            return refused(u"a list as NSX has it"_s);
        }
        return *value;
    }
    default:
        break;
    }
    QJsonArray words;
    if (!node.IsSequence()) {
        return refused(u"a list of texts"_s);
    }
    for (const YAML::Node& element : node) {
        if (!element.IsScalar() || textOf(element).trimmed().isEmpty()) {
            return refused(u"a list of texts"_s);
        }
        words.append(textOf(element));
    }
    return QJsonValue(words);
}

Result<QJsonObject> Reader::readValues(const config::YamlFields& fields, const QString& part,
                                       const QString& key, const ChangeEntry& entry) {
    QJsonObject values;
    if (!fields.has(part)) {
        return values;
    }
    QStringList names;
    for (const DocumentField& field : documentFields(entry.kind)) {
        const bool fits =
            part == "set"_L1 ? !field.onlyAtCreation || entry.verb == Verb::Create : field.isSet();
        if (fits) {
            names << field.name;
        }
    }
    const QString place = key + u'.' + part;
    const config::YamlFields given(fields.node(part), m_file, place, fields.lineOf(part), names);
    if (given.error()) {
        return fail(asInput(*given.error()));
    }
    for (const QString& name : std::as_const(names)) {
        if (!given.has(name)) {
            continue;
        }
        auto value = readValue(given.node(name), *documentField(entry.kind, name),
                               place + u'.' + name, given.lineOf(name));
        if (!value) {
            return fail(value.error());
        }
        values.insert(name, *value);
    }
    return values;
}

Result<ChangeEntry> Reader::readEntry(const YAML::Node& node, const QString& key) {
    ChangeEntry entry;
    entry.line = config::lineOfNode(node, 1);
    config::YamlFields fields(node, m_file, key, entry.line,
                              {u"create"_s, u"update"_s, u"move"_s, u"delete"_s, u"id"_s,
                               u"policy"_s, u"to_policy"_s, u"place"_s, u"set"_s, u"add"_s,
                               u"remove"_s, u"revision"_s});
    if (fields.error()) {
        return fail(asInput(*fields.error()));
    }
    if (auto verb = readVerb(fields, entry); !verb) {
        return fail(verb.error());
    }
    const bool needsId = entry.verb != Verb::Create && entry.kind != ObjectKind::ExcludeList;
    entry.id = needsId ? fields.text(u"id"_s, std::nullopt) : fields.optionalText(u"id"_s);
    const bool isRule = entry.kind == ObjectKind::Rule;
    entry.policy = isRule ? fields.text(u"policy"_s, std::nullopt) : QString();
    entry.toPolicy = fields.optionalText(u"to_policy"_s);
    if (fields.has(u"revision"_s)) {
        entry.revision = fields.number(u"revision"_s, 0, 0, 2'000'000'000);
    }
    const auto refuseIf = [&fields](bool isWrong, const QString& name, const QString& why) {
        if (isWrong && fields.has(name)) {
            fields.refuseSaying(name, u"Remove it."_s, u"found, but "_s + why);
        }
    };
    const bool hasPlace = (isRule || entry.kind == ObjectKind::Policy) &&
                          (entry.verb == Verb::Create || entry.verb == Verb::Move);
    refuseIf(!isRule, u"policy"_s, u"only a rule stands in a policy."_s);
    refuseIf(!isRule || entry.verb != Verb::Move, u"to_policy"_s, u"only a rule moves there."_s);
    refuseIf(!hasPlace, u"place"_s, u"only rules and policies have one, when created or moved."_s);
    refuseIf(entry.verb == Verb::Create, u"revision"_s, u"a new object has none."_s);
    const bool setsFields = entry.verb == Verb::Create || entry.verb == Verb::Update;
    refuseIf(!setsFields || entry.kind == ObjectKind::MachineTags ||
                 entry.kind == ObjectKind::ExcludeList,
             u"set"_s, u"nothing is set here."_s);
    refuseIf(entry.verb != Verb::Update, u"add"_s, u"only an update adds."_s);
    refuseIf(entry.verb != Verb::Update, u"remove"_s, u"only an update removes."_s);
    if (fields.error()) {
        return fail(asInput(*fields.error()));
    }
    if (auto place = readPlace(fields, key, entry); !place) {
        return fail(place.error());
    }
    for (const auto& [part, values] :
         {std::pair{u"set"_s, &entry.set}, std::pair{u"add"_s, &entry.add},
          std::pair{u"remove"_s, &entry.remove}}) {
        auto read = readValues(fields, part, key, entry);
        if (!read) {
            return fail(read.error());
        }
        *values = std::move(*read);
    }
    if (entry.verb == Verb::Create && !entry.set.contains(u"display_name"_s) &&
        entry.id.isEmpty()) {
        return fail(wrong(entry.line, key, u"Give it an id, or set its display_name."_s,
                          u"found neither id nor set.display_name for a new object."_s));
    }
    return entry;
}

/// JSON knows no comments, but a file for reviewers begins with them.
QByteArray withoutLeadingComments(const QByteArray& bytes) {
    QByteArray rest = bytes.trimmed();
    while (rest.startsWith('#')) {
        const qsizetype end = rest.indexOf('\n');
        rest = end < 0 ? QByteArray() : rest.mid(end + 1).trimmed();
    }
    return rest;
}

Result<ChangeDocument> readStaged(const QJsonObject& json, const QString& name) {
    ChangeDocument document;
    document.title = json.value(u"title"_s).toString();
    document.reason = json.value(u"reason"_s).toString();
    document.author = json.value(u"author"_s).toString();
    document.target = json.value(u"target"_s).toString();
    if (document.title.isEmpty() || !json.value(u"edits"_s).isArray()) {
        return fail(ErrorKind::InvalidInput, u"Give a title and a list of edits."_s,
                    cleanLine(name) + u": found no title, or edits that are no list."_s, name);
    }
    const QJsonArray edits = json.value(u"edits"_s).toArray();
    for (const QJsonValue value : edits) {
        auto edit = editFromJson(value.toObject());
        if (!edit) {
            return fail(edit.error());
        }
        document.edits.push_back(std::move(*edit));
    }
    return document;
}

} // namespace

Result<ChangeDocument> readChangeDocument(const QByteArray& bytes, const QString& name) {
    const QByteArray body = withoutLeadingComments(bytes);
    if (body.startsWith('{')) {
        const QJsonObject json = QJsonDocument::fromJson(body).object();
        if (json.contains(u"edits"_s)) {
            return readStaged(json, name);
        }
    }
    try {
        return Reader(name).read(YAML::Load(bytes.toStdString()));
    } catch (const YAML::Exception& problem) {
        Error error = config::configurationError(
            name, problem.mark.line >= 0 ? problem.mark.line + 1 : 1, {},
            u"Correct the YAML in this line or the one before it."_s,
            u"found text that is not valid YAML ("_s +
                cleanLine(QString::fromStdString(problem.msg)) + u")."_s);
        error.kind = ErrorKind::InvalidInput;
        return fail(std::move(error));
    }
}

} // namespace bulkhead::change
