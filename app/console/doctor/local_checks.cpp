// SPDX-License-Identifier: MIT
#include "config/password_source.h"
#include "console/doctor/examination.h"
#include "guard/redactor.h"

#include <QFileInfo>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

void checkConfiguration(Examination& examination) {
    const QString name = u"Configuration"_s;
    const auto& source = examination.context->invocation.source;
    auto loaded = config::loadConfiguration(config::configurationFile(source.configFile));
    if (!loaded) {
        Error error = loaded.error();
        if (!QFileInfo::exists(config::configurationFile(source.configFile))) {
            error.remedy = u"Run bulkhead init."_s;
        }
        examination.add(failed(name, error));
        return;
    }
    examination.configuration = std::move(*loaded);
    const config::Configuration& configuration = *examination.configuration;
    const QString what =
        u"%1: %2 target(s)"_s.arg(configuration.file).arg(configuration.targets.size());
    auto target = config::selectTarget(configuration, source.target);
    if (!target) {
        examination.add(failed(name, target.error()));
        return;
    }
    examination.target = std::move(*target);
    const QString detail = what + u", "_s + examination.target->name + u" examined"_s;
    if (configuration.warnings.isEmpty()) {
        examination.add(passed(name, detail));
    } else {
        examination.add(warned(name, detail, configuration.warnings.join(u' ')));
    }
}

void checkEnvFile(Examination& examination) {
    const QString name = u".env file"_s;
    const QString file = config::defaultEnvFile();
    if (!QFileInfo::exists(file)) {
        examination.add(skipped(name, u"There is no "_s + file + u'.'));
        return;
    }
    const auto isPrivate = config::checkEnvFileIsPrivate();
    examination.add(isPrivate ? passed(name, file + u" is open to you only."_s)
                              : failed(name, isPrivate.error()));
}

QCoro::Task<void> checkPassword(ExaminationPointer examination) {
    const QString name = u"Password"_s;
    if (!examination->target) {
        examination->add(skipped(name, u"No target could be chosen."_s));
        co_return;
    }
    const config::Target target = *examination->target;
    auto found = co_await config::resolvePassword(target, config::desktopSecretStore());
    if (!found) {
        examination->add(failed(name, found.error()));
        co_return;
    }
    const QString detail = u"Found in "_s + found->source + u'.';
    examination->add(found->warnings.isEmpty() ? passed(name, detail)
                                               : warned(name, detail, found->warnings.join(u' ')));
    guard::Redactor::process().learn(found->secret.reveal());
    examination->password = std::move(found->secret);
}

} // namespace

QCoro::Task<void> checkThisMachine(ExaminationPointer examination) {
    checkConfiguration(*examination);
    checkEnvFile(*examination);
    co_await checkPassword(examination);
}

} // namespace bulkhead::console
