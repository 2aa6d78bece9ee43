// SPDX-License-Identifier: MIT
#include "simulator/estate.h"

#include "base/json_reader.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> badDataSet(const QString& name, const QString& problem) {
    return fail(ErrorKind::InvalidInput,
                u"Give a data set with an \"infra\" tree, or a hierarchical-API bundle."_s,
                name + u": "_s + problem, name);
}

/// The array under `key`, empty if it is absent.
Result<QJsonArray> arrayOf(const QJsonObject& root, const QString& key, const QString& name) {
    const QJsonValue value = root.value(key);
    if (value.isUndefined() || value.isNull()) {
        return QJsonArray();
    }
    if (!value.isArray()) {
        return badDataSet(name, u"\""_s + key + u"\" is not an array."_s);
    }
    return value.toArray();
}

} // namespace

Result<Estate> Estate::fromJson(const QByteArray& bytes, const QString& name) {
    QStringList placeholders;
    const QByteArray text = replaceTemplateVariables(bytes, placeholders);
    const Result<JsonReader> reader = JsonReader::parse(text, name);
    if (!reader) {
        return fail(reader.error());
    }
    const QJsonValue parsed = toQJson(reader->root());
    if (!parsed.isObject()) {
        return badDataSet(name, u"the root is not an object."_s);
    }
    const QJsonObject root = parsed.toObject();

    Estate estate;
    estate.m_name = name;
    if (!placeholders.isEmpty()) {
        estate.m_notes << name + u" has placeholders without a value, taken as absent: "_s +
                              placeholders.join(u", "_s) + u'.';
    }
    if (root.value(u"resource_type"_s).toString() == u"Infra"_s) {
        estate.m_infra = root;
        return estate;
    }
    if (!root.value(u"infra"_s).isObject()) {
        return badDataSet(name, u"it has no \"infra\" object and is no Infra object itself."_s);
    }
    estate.m_infra = root.value(u"infra"_s).toObject();
    Result<QJsonArray> machines = arrayOf(root, u"virtual_machines"_s, name);
    if (!machines) {
        return fail(machines.error());
    }
    Result<QJsonArray> vifs = arrayOf(root, u"vifs"_s, name);
    if (!vifs) {
        return fail(vifs.error());
    }
    const QJsonValue statistics = root.value(u"statistics"_s);
    if (!statistics.isUndefined() && !statistics.isObject()) {
        return badDataSet(name, u"\"statistics\" is not an object."_s);
    }
    estate.m_virtualMachines = *machines;
    estate.m_vifs = *vifs;
    estate.m_statistics = statistics.toObject();
    return estate;
}

Estate Estate::of(const QString& name, const QJsonObject& infra, const QJsonArray& virtualMachines,
                  const QJsonArray& vifs) {
    Estate estate;
    estate.m_name = name;
    estate.m_infra = infra;
    estate.m_virtualMachines = virtualMachines;
    estate.m_vifs = vifs;
    return estate;
}

Estate Estate::empty() {
    Estate estate;
    estate.m_name = u"the empty estate"_s;
    return estate;
}

Result<void> Estate::addPredefinedServices(const QByteArray& bytes, const QString& name) {
    const Result<JsonReader> reader = JsonReader::parse(bytes, name);
    if (!reader) {
        return fail(reader.error());
    }
    const QJsonValue services = toQJson(reader->root()).toObject().value(u"services"_s);
    if (!services.isArray()) {
        return badDataSet(name, u"it has no \"services\" array."_s);
    }
    m_predefinedServices = services.toArray();
    return {};
}

} // namespace bulkhead::simulator
