plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
    id("org.jetbrains.kotlin.plugin.compose")
}

android {
    namespace = "org.holdfast.app"
    compileSdk = 35
    defaultConfig {
        applicationId = "org.holdfast"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    buildFeatures { compose = true }
    // JNA and the bindings are found by name at run time.
    buildTypes { release { isMinifyEnabled = false } }
    // Native libraries lie in src/main/jniLibs, where `cargo xtask android` puts them.
    sourceSets["test"].kotlin.setSrcDirs(emptyList<String>())
    // What the phone itself shows; made with the words of `ui`.
    sourceSets["main"].res.srcDir("target/generated/words")
}

tasks.named("preBuild") { dependsOn(":ui:words") }

kotlin { compilerOptions { jvmTarget.set(org.jetbrains.kotlin.gradle.dsl.JvmTarget.JVM_17) } }

dependencies {
    implementation(project(":ui"))
    implementation("androidx.activity:activity-compose:1.9.3")
}
