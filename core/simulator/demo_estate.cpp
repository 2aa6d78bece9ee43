// SPDX-License-Identifier: MIT
// The demo estate and the predefined services, from the program's resources.
#include "simulator/estate.h"

#include <QFile>

// The macro must stand outside of any namespace; the resources are in a static library, whose
// registration nobody else calls.
static void registerDemoResources() {
    Q_INIT_RESOURCE(bulkhead_demo);
}

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> readResource(const QString& name) {
    registerDemoResources();
    QFile file(u":/bulkhead/demo/"_s + name);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Failed, u"Install the program again."_s,
                    u"Its built-in file "_s + name + u" is missing."_s, name);
    }
    return file.readAll();
}

} // namespace

Result<void> addBuiltInServices(Estate& estate) {
    const QString name = u"services.json"_s;
    const Result<QByteArray> bytes = readResource(name);
    return bytes ? estate.addPredefinedServices(*bytes, name) : fail(bytes.error());
}

Result<Estate> demoEstate() {
    const QString name = u"estate.json"_s;
    const Result<QByteArray> bytes = readResource(name);
    return bytes ? Estate::fromJson(*bytes, name) : fail(bytes.error());
}

} // namespace bulkhead::simulator
