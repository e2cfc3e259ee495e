// webview: made by `make agents` of frida_scripts/android/webview.ts (trafficaudit-agents 1.0.0) with esbuild 0.28.2, frida-java-bridge 7.0.13, frida-objc-bridge 8.0.6; licences: NOTICE.md
(()=>{var $s=Object.defineProperty;var Hs=(t,e)=>{for(var n in e)$s(t,n,{get:e[n],enumerable:!0})};var on={};Hs(on,{ArtMethod:()=>Kt,ArtStackVisitor:()=>Xn,DVM_JNI_ENV_OFFSET_SELF:()=>Bo,HandleVector:()=>Et,VariableSizedHandleScope:()=>St,backtrace:()=>hr,deoptimizeBootImage:()=>br,deoptimizeEverything:()=>yr,deoptimizeMethod:()=>gr,ensureClassInitialized:()=>mc,getAndroidApiLevel:()=>te,getAndroidVersion:()=>wt,getApi:()=>J,getArtApexVersion:()=>ar,getArtClassSpec:()=>cr,getArtFieldSpec:()=>nn,getArtMethodSpec:()=>ge,getArtThreadFromEnv:()=>rn,getArtThreadSpec:()=>ot,makeArtClassLoaderVisitor:()=>pr,makeArtClassVisitor:()=>fr,makeMethodMangler:()=>ld,makeObjectVisitorPredicate:()=>Er,revertGlobalPatches:()=>mr,translateMethod:()=>cd,withAllArtThreadsSuspended:()=>ur,withRunnableArtThread:()=>ve});var{pageSize:En,pointerSize:Zs}=Process,Sn=class{constructor(e){this.sliceSize=e,this.slicesPerPage=En/e,this.pages=[],this.free=[]}allocateSlice(e,n){let r=e.near===void 0,o=n===1;if(r&&o){let i=this.free.pop();if(i!==void 0)return i}else if(n<En){let{free:i}=this,s=i.length,l=o?null:ptr(n-1);for(let a=0;a!==s;a++){let c=i[a],d=r||this._isSliceNear(c,e),f=o||c.and(l).isNull();if(d&&f)return i.splice(a,1)[0]}}return this._allocatePage(e)}_allocatePage(e){let n=Memory.alloc(En,e),{sliceSize:r,slicesPerPage:o}=this;for(let i=1;i!==o;i++){let s=n.add(i*r);this.free.push(s)}return this.pages.push(n),n}_isSliceNear(e,n){let r=e.add(this.sliceSize),{near:o,maxDistance:i}=n,s=vo(o.sub(e)),l=vo(o.sub(r));return s.compare(i)<=0&&l.compare(i)<=0}freeSlice(e){this.free.push(e)}};function vo(t){let e=Zs===4?31:63,n=ptr(1).shl(e).not();return t.and(n)}function wn(t){return new Sn(t)}function ue(t,e){if(e!==0)throw new Error(t+" failed: "+e)}var Vt={v1_0:805371904,v1_2:805372416},Bt={canTagObjects:1},{pointerSize:Ws}=Process,qs={exceptions:"propagate"};function je(t,e){this.handle=t,this.vm=e,this.vtable=t.readPointer()}je.prototype.deallocate=mt(47,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});je.prototype.getLoadedClasses=mt(78,"int32",["pointer","pointer","pointer"],function(t,e,n){let r=t(this.handle,e,n);ue("EnvJvmti::getLoadedClasses",r)});je.prototype.iterateOverInstancesOfClass=mt(112,"int32",["pointer","pointer","int","pointer","pointer"],function(t,e,n,r,o){let i=t(this.handle,e,n,r,o);ue("EnvJvmti::iterateOverInstancesOfClass",i)});je.prototype.getObjectsWithTags=mt(114,"int32",["pointer","int","pointer","pointer","pointer","pointer"],function(t,e,n,r,o,i){let s=t(this.handle,e,n,r,o,i);ue("EnvJvmti::getObjectsWithTags",s)});je.prototype.addCapabilities=mt(142,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});function mt(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(this.vtable.add((t-1)*Ws).readPointer(),e,n,qs));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}function Oe(t,e,{limit:n}){let r=t,o=null;for(let i=0;i!==n;i++){let s=Instruction.parse(r),l=e(s,o);if(l!==null)return l;r=s.next,o=s}return null}function de(t){let e=null,n=!1;return function(...r){return n||(e=t(...r),n=!0),e}}function b(t,e){this.handle=t,this.vm=e}var zt=Process.pointerSize,Ue=2,Ks=28,Qs=34,Ys=37,Xs=40,ea=43,ta=46,na=49,ra=52,oa=55,ia=58,sa=61,aa=64,la=67,ca=70,da=73,ua=76,fa=79,pa=82,ha=85,ma=88,_a=91,ga=114,ya=117,ba=120,va=123,Ea=126,Sa=129,wa=132,Ia=135,xa=138,Ca=141,Aa=95,Ta=96,La=97,ka=98,Na=99,Ma=100,ja=101,Oa=102,Ra=103,Pa=104,Fa=105,Da=106,Ua=107,Va=108,Ba=109,za=110,Ja=111,Ga=112,$a=145,Ha=146,Za=147,Wa=148,qa=149,Ka=150,Qa=151,Ya=152,Xa=153,el=154,tl=155,nl=156,rl=157,ol=158,il=159,sl=160,al=161,ll=162,cl={pointer:Qs,uint8:Ys,int8:Xs,uint16:ea,int16:ta,int32:na,int64:ra,float:oa,double:ia,void:sa},dl={pointer:aa,uint8:la,int8:ca,uint16:da,int16:ua,int32:fa,int64:pa,float:ha,double:ma,void:_a},ul={pointer:ga,uint8:ya,int8:ba,uint16:va,int16:Ea,int32:Sa,int64:wa,float:Ia,double:xa,void:Ca},fl={pointer:Aa,uint8:Ta,int8:La,uint16:ka,int16:Na,int32:Ma,int64:ja,float:Oa,double:Ra},pl={pointer:Pa,uint8:Fa,int8:Da,uint16:Ua,int16:Va,int32:Ba,int64:za,float:Ja,double:Ga},hl={pointer:$a,uint8:Ha,int8:Za,uint16:Wa,int16:qa,int32:Ka,int64:Qa,float:Ya,double:Xa},ml={pointer:el,uint8:tl,int8:nl,uint16:rl,int16:ol,int32:il,int64:sl,float:al,double:ll},So={exceptions:"propagate"},In=null,Rn=[];b.dispose=function(t){Rn.forEach(t.deleteGlobalRef,t),Rn=[]};function Ge(t){return Rn.push(t),t}function Jt(t){return In===null&&(In=t.handle.readPointer()),In}function L(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(Jt(this).add(t*zt).readPointer(),e,n,So));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}b.prototype.getVersion=L(4,"int32",["pointer"],function(t){return t(this.handle)});b.prototype.findClass=L(6,"pointer",["pointer","pointer"],function(t,e){let n=t(this.handle,Memory.allocUtf8String(e));return this.throwIfExceptionPending(),n});b.prototype.throwIfExceptionPending=function(){let t=this.exceptionOccurred();if(t.isNull())return;this.exceptionClear();let e=this.newGlobalRef(t);this.deleteLocalRef(t);let n=this.vaMethod("pointer",[])(this.handle,e,this.javaLangObject().toString),r=this.stringFromJni(n);this.deleteLocalRef(n);let o=new Error(r);throw o.$h=e,Script.bindWeak(o,_l(this.vm,e)),o};function _l(t,e){return function(){t.perform(n=>{n.deleteGlobalRef(e)})}}b.prototype.fromReflectedMethod=L(7,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.fromReflectedField=L(8,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.toReflectedMethod=L(9,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.getSuperclass=L(10,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.isAssignableFrom=L(11,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.toReflectedField=L(12,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.throw=L(13,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.exceptionOccurred=L(15,"pointer",["pointer"],function(t){return t(this.handle)});b.prototype.exceptionDescribe=L(16,"void",["pointer"],function(t){t(this.handle)});b.prototype.exceptionClear=L(17,"void",["pointer"],function(t){t(this.handle)});b.prototype.pushLocalFrame=L(19,"int32",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.popLocalFrame=L(20,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.newGlobalRef=L(21,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.deleteGlobalRef=L(22,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});b.prototype.deleteLocalRef=L(23,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});b.prototype.isSameObject=L(24,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.newLocalRef=L(25,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.allocObject=L(27,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getObjectClass=L(31,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.isInstanceOf=L(32,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.getMethodId=L(33,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getFieldId=L(94,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getIntField=L(100,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});b.prototype.getStaticMethodId=L(113,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getStaticFieldId=L(144,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getStaticIntField=L(150,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});b.prototype.getStringLength=L(164,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getStringChars=L(165,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseStringChars=L(166,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});b.prototype.newStringUtf=L(167,"pointer",["pointer","pointer"],function(t,e){let n=Memory.allocUtf8String(e);return t(this.handle,n)});b.prototype.getStringUtfChars=L(169,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseStringUtfChars=L(170,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});b.prototype.getArrayLength=L(171,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.newObjectArray=L(172,"pointer",["pointer","int32","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.getObjectArrayElement=L(173,"pointer",["pointer","pointer","int32"],function(t,e,n){return t(this.handle,e,n)});b.prototype.setObjectArrayElement=L(174,"void",["pointer","pointer","int32","pointer"],function(t,e,n,r){t(this.handle,e,n,r)});b.prototype.newBooleanArray=L(175,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newByteArray=L(176,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newCharArray=L(177,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newShortArray=L(178,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newIntArray=L(179,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newLongArray=L(180,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newFloatArray=L(181,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newDoubleArray=L(182,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.getBooleanArrayElements=L(183,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getByteArrayElements=L(184,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getCharArrayElements=L(185,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getShortArrayElements=L(186,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getIntArrayElements=L(187,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getLongArrayElements=L(188,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getFloatArrayElements=L(189,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getDoubleArrayElements=L(190,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseBooleanArrayElements=L(191,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.releaseByteArrayElements=L(192,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.releaseCharArrayElements=L(193,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.releaseShortArrayElements=L(194,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.releaseIntArrayElements=L(195,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.releaseLongArrayElements=L(196,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.releaseFloatArrayElements=L(197,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.releaseDoubleArrayElements=L(198,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Ue)});b.prototype.getByteArrayRegion=L(200,"void",["pointer","pointer","int","int","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setBooleanArrayRegion=L(207,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setByteArrayRegion=L(208,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setCharArrayRegion=L(209,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setShortArrayRegion=L(210,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setIntArrayRegion=L(211,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setLongArrayRegion=L(212,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setFloatArrayRegion=L(213,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setDoubleArrayRegion=L(214,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.registerNatives=L(215,"int32",["pointer","pointer","pointer","int32"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.monitorEnter=L(217,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.monitorExit=L(218,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getDirectBufferAddress=L(230,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getObjectRefType=L(232,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});var Eo=new Map;function Gt(t,e,n,r){return Fn(this,"p",yl,t,e,n,r)}function Pn(t,e,n,r){return Fn(this,"v",bl,t,e,n,r)}function gl(t,e,n,r){return Fn(this,"n",vl,t,e,n,r)}function Fn(t,e,n,r,o,i,s){if(s!==void 0)return n(t,r,o,i,s);let l=[r,e,o].concat(i).join("|"),a=Eo.get(l);return a===void 0&&(a=n(t,r,o,i,So),Eo.set(l,a)),a}function yl(t,e,n,r,o){return new NativeFunction(Jt(t).add(e*zt).readPointer(),n,["pointer","pointer","pointer"].concat(r),o)}function bl(t,e,n,r,o){return new NativeFunction(Jt(t).add(e*zt).readPointer(),n,["pointer","pointer","pointer","..."].concat(r),o)}function vl(t,e,n,r,o){return new NativeFunction(Jt(t).add(e*zt).readPointer(),n,["pointer","pointer","pointer","pointer","..."].concat(r),o)}b.prototype.constructor=function(t,e){return Pn.call(this,Ks,"pointer",t,e)};b.prototype.vaMethod=function(t,e,n){let r=cl[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Pn.call(this,r,t,e,n)};b.prototype.nonvirtualVaMethod=function(t,e,n){let r=dl[t];if(r===void 0)throw new Error("Unsupported type: "+t);return gl.call(this,r,t,e,n)};b.prototype.staticVaMethod=function(t,e,n){let r=ul[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Pn.call(this,r,t,e,n)};b.prototype.getField=function(t){let e=fl[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Gt.call(this,e,t,[])};b.prototype.getStaticField=function(t){let e=hl[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Gt.call(this,e,t,[])};b.prototype.setField=function(t){let e=pl[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Gt.call(this,e,"void",[t])};b.prototype.setStaticField=function(t){let e=ml[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Gt.call(this,e,"void",[t])};var xn=null;b.prototype.javaLangClass=function(){if(xn===null){let t=this.findClass("java/lang/Class");try{let e=this.getMethodId.bind(this,t);xn={handle:Ge(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getSimpleName:e("getSimpleName","()Ljava/lang/String;"),getGenericSuperclass:e("getGenericSuperclass","()Ljava/lang/reflect/Type;"),getDeclaredConstructors:e("getDeclaredConstructors","()[Ljava/lang/reflect/Constructor;"),getDeclaredMethods:e("getDeclaredMethods","()[Ljava/lang/reflect/Method;"),getDeclaredFields:e("getDeclaredFields","()[Ljava/lang/reflect/Field;"),isArray:e("isArray","()Z"),isPrimitive:e("isPrimitive","()Z"),isInterface:e("isInterface","()Z"),getComponentType:e("getComponentType","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return xn};var Cn=null;b.prototype.javaLangObject=function(){if(Cn===null){let t=this.findClass("java/lang/Object");try{let e=this.getMethodId.bind(this,t);Cn={handle:Ge(this.newGlobalRef(t)),toString:e("toString","()Ljava/lang/String;"),getClass:e("getClass","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return Cn};var An=null;b.prototype.javaLangReflectConstructor=function(){if(An===null){let t=this.findClass("java/lang/reflect/Constructor");try{An={getGenericParameterTypes:this.getMethodId(t,"getGenericParameterTypes","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return An};var Tn=null;b.prototype.javaLangReflectMethod=function(){if(Tn===null){let t=this.findClass("java/lang/reflect/Method");try{let e=this.getMethodId.bind(this,t);Tn={getName:e("getName","()Ljava/lang/String;"),getGenericParameterTypes:e("getGenericParameterTypes","()[Ljava/lang/reflect/Type;"),getParameterTypes:e("getParameterTypes","()[Ljava/lang/Class;"),getGenericReturnType:e("getGenericReturnType","()Ljava/lang/reflect/Type;"),getGenericExceptionTypes:e("getGenericExceptionTypes","()[Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),isVarArgs:e("isVarArgs","()Z")}}finally{this.deleteLocalRef(t)}}return Tn};var Ln=null;b.prototype.javaLangReflectField=function(){if(Ln===null){let t=this.findClass("java/lang/reflect/Field");try{let e=this.getMethodId.bind(this,t);Ln={getName:e("getName","()Ljava/lang/String;"),getType:e("getType","()Ljava/lang/Class;"),getGenericType:e("getGenericType","()Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),toString:e("toString","()Ljava/lang/String;")}}finally{this.deleteLocalRef(t)}}return Ln};var kn=null;b.prototype.javaLangReflectTypeVariable=function(){if(kn===null){let t=this.findClass("java/lang/reflect/TypeVariable");try{let e=this.getMethodId.bind(this,t);kn={handle:Ge(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getBounds:e("getBounds","()[Ljava/lang/reflect/Type;"),getGenericDeclaration:e("getGenericDeclaration","()Ljava/lang/reflect/GenericDeclaration;")}}finally{this.deleteLocalRef(t)}}return kn};var Nn=null;b.prototype.javaLangReflectWildcardType=function(){if(Nn===null){let t=this.findClass("java/lang/reflect/WildcardType");try{let e=this.getMethodId.bind(this,t);Nn={handle:Ge(this.newGlobalRef(t)),getLowerBounds:e("getLowerBounds","()[Ljava/lang/reflect/Type;"),getUpperBounds:e("getUpperBounds","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Nn};var Mn=null;b.prototype.javaLangReflectGenericArrayType=function(){if(Mn===null){let t=this.findClass("java/lang/reflect/GenericArrayType");try{Mn={handle:Ge(this.newGlobalRef(t)),getGenericComponentType:this.getMethodId(t,"getGenericComponentType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Mn};var jn=null;b.prototype.javaLangReflectParameterizedType=function(){if(jn===null){let t=this.findClass("java/lang/reflect/ParameterizedType");try{let e=this.getMethodId.bind(this,t);jn={handle:Ge(this.newGlobalRef(t)),getActualTypeArguments:e("getActualTypeArguments","()[Ljava/lang/reflect/Type;"),getRawType:e("getRawType","()Ljava/lang/reflect/Type;"),getOwnerType:e("getOwnerType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return jn};var On=null;b.prototype.javaLangString=function(){if(On===null){let t=this.findClass("java/lang/String");try{On={handle:Ge(this.newGlobalRef(t))}}finally{this.deleteLocalRef(t)}}return On};b.prototype.getClassName=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangClass().getName);try{return this.stringFromJni(e)}finally{this.deleteLocalRef(e)}};b.prototype.getObjectClassName=function(t){let e=this.getObjectClass(t);try{return this.getClassName(e)}finally{this.deleteLocalRef(e)}};b.prototype.getActualTypeArgument=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangReflectParameterizedType().getActualTypeArguments);if(this.throwIfExceptionPending(),!e.isNull())try{return this.getTypeNameFromFirstTypeElement(e)}finally{this.deleteLocalRef(e)}};b.prototype.getTypeNameFromFirstTypeElement=function(t){if(this.getArrayLength(t)>0){let n=this.getObjectArrayElement(t,0);try{return this.getTypeName(n)}finally{this.deleteLocalRef(n)}}else return"java.lang.Object"};b.prototype.getTypeName=function(t,e){let n=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle))return this.getArrayTypeName(t);if(this.isInstanceOf(t,this.javaLangReflectParameterizedType().handle)){let r=n(this.handle,t,this.javaLangReflectParameterizedType().getRawType);this.throwIfExceptionPending();let o;try{o=this.getTypeName(r)}finally{this.deleteLocalRef(r)}return e&&(o+="<"+this.getActualTypeArgument(t)+">"),o}else return this.isInstanceOf(t,this.javaLangReflectTypeVariable().handle)||this.isInstanceOf(t,this.javaLangReflectWildcardType().handle),"java.lang.Object"};b.prototype.getArrayTypeName=function(t){let e=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle)){let n=e(this.handle,t,this.javaLangReflectGenericArrayType().getGenericComponentType);this.throwIfExceptionPending();try{return"[L"+this.getTypeName(n)+";"}finally{this.deleteLocalRef(n)}}else return"[Ljava.lang.Object;"};b.prototype.stringFromJni=function(t){let e=this.getStringChars(t);if(e.isNull())throw new Error("Unable to access string");try{let n=this.getStringLength(t);return e.readUtf16String(n)}finally{this.releaseStringChars(t,e)}};var wo=65542,nt=Process.pointerSize,Dn=Process.getCurrentThreadId(),$e=new Map,_t=new Map;function Ae(t){let e=t.vm,n=null,r=null,o=null;function i(){let l=e.readPointer(),a={exceptions:"propagate"};n=new NativeFunction(l.add(4*nt).readPointer(),"int32",["pointer","pointer","pointer"],a),r=new NativeFunction(l.add(5*nt).readPointer(),"int32",["pointer"],a),o=new NativeFunction(l.add(6*nt).readPointer(),"int32",["pointer","pointer","int32"],a)}this.handle=e,this.perform=function(l){let a=Process.getCurrentThreadId(),c=s(a);if(c!==null)return l(c);let d=this._tryGetEnv(),f=d!==null;f||(d=this.attachCurrentThread(),$e.set(a,!0)),this.link(a,d);try{return l(d)}finally{let p=a===Dn;if(p||this.unlink(a),!f&&!p){let u=$e.get(a);$e.delete(a),u&&this.detachCurrentThread()}}},this.attachCurrentThread=function(){let l=Memory.alloc(nt);return ue("VM::AttachCurrentThread",n(e,l,NULL)),new b(l.readPointer(),this)},this.detachCurrentThread=function(){ue("VM::DetachCurrentThread",r(e))},this.preventDetachDueToClassLoader=function(){let l=Process.getCurrentThreadId();$e.has(l)&&$e.set(l,!1)},this.getEnv=function(){let l=s(Process.getCurrentThreadId());if(l!==null)return l;let a=Memory.alloc(nt),c=o(e,a,wo);if(c===-2)throw new Error("Current thread is not attached to the Java VM; please move this code inside a Java.perform() callback");return ue("VM::GetEnv",c),new b(a.readPointer(),this)},this.tryGetEnv=function(){let l=s(Process.getCurrentThreadId());return l!==null?l:this._tryGetEnv()},this._tryGetEnv=function(){let l=this.tryGetEnvHandle(wo);return l===null?null:new b(l,this)},this.tryGetEnvHandle=function(l){let a=Memory.alloc(nt);return o(e,a,l)!==0?null:a.readPointer()},this.makeHandleDestructor=function(l){return()=>{this.perform(a=>{a.deleteGlobalRef(l)})}},this.link=function(l,a){let c=_t.get(l);c===void 0?_t.set(l,[a,1]):c[1]++},this.unlink=function(l){let a=_t.get(l);a[1]===1?_t.delete(l):a[1]--};function s(l){let a=_t.get(l);return a===void 0?null:a[0]}i.call(this)}Ae.dispose=function(t){$e.get(Dn)===!0&&($e.delete(Dn),t.detachCurrentThread())};var El=4,E=Process.pointerSize,{readU32:Sl,readPointer:wl,writeU32:Il,writePointer:xl}=NativePointer.prototype,Cl=1,Al=8,Tl=16,Wt=256,Ll=524288,kl=2097152,Vo=1073741824,Nl=524288,Ml=134217728,Io=1048576,jl=2097152,Ol=268435456,Rl=268435456,Pl=0,qn=3,Kn=5,sr=ptr(1).not(),Fl=2147467263,Dl=4294963200,tn=17*E,Ul=18*E,Bo=12,Vl=112,Bl=116,zl=0,Vn=56,xo=4,Jl=8,Gl=10,$l=12,Hl=14,Zl=28,Wl=36,ql=0,Kl=1,Ql=2,Yl=3,Xl=4,ec=5,tc=6,nc=7,Co=2147483648,rc=28,vt=3*E,oc=3*E,ic=1,sc=1,zo=de(gc),ac=de(kc),ge=de(Mc),ot=de(jc),lc=de(Oc),cc=de(Jc),wt=de(Dc),Jo=de(Uc),te=de(Vc),ar=de(Bc),dc=de(Zc),uc=Process.arch==="ia32"?jd:Md,K={exceptions:"propagate"},gt={},Bn=null,zn=null,Go=null,ie=null,lr=[],qt=new Map,$o=[],Jn=null,Ao=0,To=!1,Lo=!1,yt=null,fc=[],Gn=null,$t=null;function J(){return Bn===null&&(Bn=pc()),Bn}function pc(){let t=Process.enumerateModules().filter(u=>/^lib(art|dvm).so$/.test(u.name)).filter(u=>!/\/system\/fake-libs/.test(u.path));if(t.length===0)return null;let e=t[0],n=e.name.indexOf("art")!==-1?"art":"dalvik",r=n==="art",o={module:e,find(u){let{module:m}=this,h=m.findExportByName(u);return h===null&&(h=m.findSymbolByName(u)),h},flavor:n,addLocalReference:null};o.isApiLevel34OrApexEquivalent=r&&(o.find("_ZN3art7AppInfo29GetPrimaryApkReferenceProfileEv")!==null||o.find("_ZN3art6Thread15RunFlipFunctionEPS0_")!==null);let i=r?{functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],artInterpreterToCompiledCodeBridge:function(u){this.artInterpreterToCompiledCodeBridge=u},_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art17ReaderWriterMutex13ExclusiveLockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveLock","void",["pointer","pointer"]],_ZN3art17ReaderWriterMutex15ExclusiveUnlockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveUnlock","void",["pointer","pointer"]],_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],K)},_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],K)},_ZN3art9JavaVMExt12DecodeGlobalEPv:function(u){let m;te()>=26?m=uc(u,["pointer","pointer"]):m=new NativeFunction(u,"pointer",["pointer","pointer"],K),this["art::JavaVMExt::DecodeGlobal"]=function(h,_,g){return m(h,g)}},_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv:["art::JavaVMExt::DecodeGlobal","pointer",["pointer","pointer","pointer"]],_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZNK3art6Thread13DecodeJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZN3art10ThreadList10SuspendAllEPKcb:["art::ThreadList::SuspendAll","void",["pointer","pointer","bool"]],_ZN3art10ThreadList10SuspendAllEv:function(u){let m=new NativeFunction(u,"void",["pointer"],K);this["art::ThreadList::SuspendAll"]=function(h,_,g){return m(h)}},_ZN3art10ThreadList9ResumeAllEv:["art::ThreadList::ResumeAll","void",["pointer"]],_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE:["art::ClassLinker::VisitClasses","void",["pointer","pointer"]],_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer"],K);this["art::ClassLinker::VisitClasses"]=function(h,_){m(h,_,NULL)}},_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE:["art::ClassLinker::VisitClassLoaders","void",["pointer","pointer"]],_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_:["art::gc::Heap::VisitObjects","void",["pointer","pointer","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:["art::gc::Heap::GetInstances","void",["pointer","pointer","pointer","int","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer","bool","int","pointer"],K);this["art::gc::Heap::GetInstances"]=function(h,_,g,v,x){m(h,_,g,0,v,x)}},_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","uint","bool"]],_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","size_t","bool"]],_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb:["art::StackVisitor::WalkStack","void",["pointer","bool"]],_ZNK3art12StackVisitor9GetMethodEv:["art::StackVisitor::GetMethod","pointer",["pointer"]],_ZNK3art12StackVisitor16DescribeLocationEv:function(u){this["art::StackVisitor::DescribeLocation"]=Zt(u,["pointer"])},_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv:function(u){this["art::StackVisitor::GetCurrentQuickFrameInfo"]=Hc(u)},_ZN3art7Context6CreateEv:["art::Context::Create","pointer",[]],_ZN3art6Thread18GetLongJumpContextEv:["art::Thread::GetLongJumpContext","pointer",["pointer"]],_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE:function(u){this["art::mirror::Class::GetDescriptor"]=u},_ZN3art6mirror5Class11GetLocationEv:function(u){this["art::mirror::Class::GetLocation"]=Zt(u,["pointer"])},_ZN3art9ArtMethod12PrettyMethodEb:function(u){this["art::ArtMethod::PrettyMethod"]=Zt(u,["pointer","bool"])},_ZN3art12PrettyMethodEPNS_9ArtMethodEb:function(u){this["art::ArtMethod::PrettyMethodNullSafe"]=Zt(u,["pointer","bool"])},_ZN3art6Thread14CurrentFromGdbEv:["art::Thread::CurrentFromGdb","pointer",[]],_ZN3art6mirror6Object5CloneEPNS_6ThreadE:function(u){this["art::mirror::Object::Clone"]=new NativeFunction(u,"pointer",["pointer","pointer"],K)},_ZN3art6mirror6Object5CloneEPNS_6ThreadEm:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","pointer"],K);this["art::mirror::Object::Clone"]=function(h,_){let g=NULL;return m(h,_,g)}},_ZN3art6mirror6Object5CloneEPNS_6ThreadEj:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","uint"],K);this["art::mirror::Object::Clone"]=function(h,_){return m(h,_,0)}},_ZN3art3Dbg14SetJdwpAllowedEb:["art::Dbg::SetJdwpAllowed","void",["bool"]],_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE:["art::Dbg::ConfigureJdwp","void",["pointer"]],_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv:["art::InternalDebuggerControlCallback::StartDebugger","void",["pointer"]],_ZN3art3Dbg9StartJdwpEv:["art::Dbg::StartJdwp","void",[]],_ZN3art3Dbg8GoActiveEv:["art::Dbg::GoActive","void",[]],_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE:["art::Dbg::RequestDeoptimization","void",["pointer"]],_ZN3art3Dbg20ManageDeoptimizationEv:["art::Dbg::ManageDeoptimization","void",[]],_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv:["art::Instrumentation::EnableDeoptimization","void",["pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc:["art::Instrumentation::DeoptimizeEverything","void",["pointer","pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv:function(u){let m=new NativeFunction(u,"void",["pointer"],K);this["art::Instrumentation::DeoptimizeEverything"]=function(h,_){m(h)}},_ZN3art7Runtime19DeoptimizeBootImageEv:["art::Runtime::DeoptimizeBootImage","void",["pointer"]],_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE:["art::Instrumentation::Deoptimize","void",["pointer","pointer"]],_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID:["art::jni::JniIdManager::DecodeMethodId","pointer",["pointer","pointer"]],_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID:["art::jni::JniIdManager::DecodeFieldId","pointer",["pointer","pointer"]],_ZN3art11interpreter18GetNterpEntryPointEv:["art::interpreter::GetNterpEntryPoint","pointer",[]],_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi:["art::Monitor::TranslateLocation","void",["pointer","uint32","pointer","pointer"]]},variables:{_ZN3art3Dbg9gRegistryE:function(u){this.isJdwpStarted=()=>!u.readPointer().isNull()},_ZN3art3Dbg15gDebuggerActiveE:function(u){this.isDebuggerActive=()=>!!u.readU8()}},optionals:new Set(["artInterpreterToCompiledCodeBridge","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE","_ZN3art9JavaVMExt12DecodeGlobalEPv","_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv","_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject","_ZNK3art6Thread13DecodeJObjectEP8_jobject","_ZN3art10ThreadList10SuspendAllEPKcb","_ZN3art10ThreadList10SuspendAllEv","_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE","_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_","_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE","_ZN3art6mirror6Object5CloneEPNS_6ThreadE","_ZN3art6mirror6Object5CloneEPNS_6ThreadEm","_ZN3art6mirror6Object5CloneEPNS_6ThreadEj","_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE","_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb","_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb","_ZNK3art12StackVisitor9GetMethodEv","_ZNK3art12StackVisitor16DescribeLocationEv","_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv","_ZN3art7Context6CreateEv","_ZN3art6Thread18GetLongJumpContextEv","_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE","_ZN3art6mirror5Class11GetLocationEv","_ZN3art9ArtMethod12PrettyMethodEb","_ZN3art12PrettyMethodEPNS_9ArtMethodEb","_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE","_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv","_ZN3art3Dbg15gDebuggerActiveE","_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv","_ZN3art7Runtime19DeoptimizeBootImageEv","_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE","_ZN3art3Dbg9StartJdwpEv","_ZN3art3Dbg8GoActiveEv","_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE","_ZN3art3Dbg20ManageDeoptimizationEv","_ZN3art3Dbg9gRegistryE","_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID","_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID","_ZN3art11interpreter18GetNterpEntryPointEv","_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi"])}:{functions:{_Z20dvmDecodeIndirectRefP6ThreadP8_jobject:["dvmDecodeIndirectRef","pointer",["pointer","pointer"]],_Z15dvmUseJNIBridgeP6MethodPv:["dvmUseJNIBridge","void",["pointer","pointer"]],_Z20dvmHeapSourceGetBasev:["dvmHeapSourceGetBase","pointer",[]],_Z21dvmHeapSourceGetLimitv:["dvmHeapSourceGetLimit","pointer",[]],_Z16dvmIsValidObjectPK6Object:["dvmIsValidObject","uint8",["pointer"]],JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]]},variables:{gDvmJni:function(u){this.gDvmJni=u},gDvm:function(u){this.gDvm=u}}},{functions:s={},variables:l={},optionals:a=new Set}=i,c=[];for(let[u,m]of Object.entries(s)){let h=o.find(u);h!==null?typeof m=="function"?m.call(o,h):o[m[0]]=new NativeFunction(h,m[1],m[2],K):a.has(u)||c.push(u)}for(let[u,m]of Object.entries(l)){let h=o.find(u);h!==null?m.call(o,h):a.has(u)||c.push(u)}if(c.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+c.join(", "));let d=Memory.alloc(E),f=Memory.alloc(El);if(ue("JNI_GetCreatedJavaVMs",o.JNI_GetCreatedJavaVMs(d,1,f)),f.readInt()===0)return null;if(o.vm=d.readPointer(),r){let u=te(),m;u>=27?m=33554432:u>=24?m=16777216:m=0,o.kAccCompileDontBother=m;let h=o.vm.add(E).readPointer();o.artRuntime=h;let _=zo(o),g=_.offset,v=g.instrumentation;o.artInstrumentation=v!==null?h.add(v):null,ar()>=36e7&&o.artInstrumentation!=null&&(o.artInstrumentation=o.artInstrumentation.readPointer()),o.artHeap=h.add(g.heap).readPointer(),o.artThreadList=h.add(g.threadList).readPointer();let A=h.add(g.classLinker).readPointer(),M=Nc(h,_).offset,O=A.add(M.quickResolutionTrampoline).readPointer(),N=A.add(M.quickImtConflictTrampoline).readPointer(),k=A.add(M.quickGenericJniTrampoline).readPointer(),S=A.add(M.quickToInterpreterBridgeTrampoline).readPointer();o.artClassLinker={address:A,quickResolutionTrampoline:O,quickImtConflictTrampoline:N,quickGenericJniTrampoline:k,quickToInterpreterBridgeTrampoline:S};let T=new Ae(o);o.artQuickGenericJniTrampoline=$n(k,T),o.artQuickToInterpreterBridge=$n(S,T),o.artQuickResolutionTrampoline=$n(O,T),o["art::JavaVMExt::AddGlobalRef"]===void 0&&(o["art::JavaVMExt::AddGlobalRef"]=Cd(o)),o["art::JavaVMExt::DecodeGlobal"]===void 0&&(o["art::JavaVMExt::DecodeGlobal"]=Ad(o)),o["art::ArtMethod::PrettyMethod"]===void 0&&(o["art::ArtMethod::PrettyMethod"]=o["art::ArtMethod::PrettyMethodNullSafe"]),o["art::interpreter::GetNterpEntryPoint"]!==void 0?o.artNterpEntryPoint=o["art::interpreter::GetNterpEntryPoint"]():o.artNterpEntryPoint=o.find("ExecuteNterpImpl"),ie=Kc(o,T),Nd(o);let j=null;Object.defineProperty(o,"jvmti",{get(){return j===null&&(j=[hc(T,this.artRuntime)]),j[0]}})}let p=e.enumerateImports().filter(u=>u.name.indexOf("_Z")===0).reduce((u,m)=>(u[m.name]=m.address,u),{});return o.$new=new NativeFunction(p._Znwm||p._Znwj,"pointer",["ulong"],K),o.$delete=new NativeFunction(p._ZdlPv,"void",["pointer"],K),Go=r?nr:rr,o}function hc(t,e){let n=null;return t.perform(()=>{let r=J().find("_ZN3art7Runtime18EnsurePluginLoadedEPKcPNSt3__112basic_stringIcNS3_11char_traitsIcEENS3_9allocatorIcEEEE");if(r===null)return;let o=new NativeFunction(r,"bool",["pointer","pointer","pointer"]),i=Memory.alloc(E);if(!o(e,Memory.allocUtf8String("libopenjdkjvmti.so"),i))return;let l=Vt.v1_2|1073741824,a=t.tryGetEnvHandle(l);if(a===null)return;n=new je(a,t);let c=Memory.alloc(8);c.writeU64(Bt.canTagObjects),n.addCapabilities(c)!==0&&(n=null)}),n}function mc(t,e){J().flavor==="art"&&t.getClassName(e)}function _c(t){return{offset:E===4?{globalsLock:32,globals:72}:{globalsLock:64,globals:112}}}function gc(t){let e=t.vm,n=t.artRuntime,r=E===4?200:384,o=r+100*E,i=te(),s=Jo(),{isApiLevel34OrApexEquivalent:l}=t,a=null;for(let d=r;d!==o;d+=E)if(n.add(d).readPointer().equals(e)){let p,u=null;i>=33||s==="Tiramisu"||l?(p=[d-4*E],u=d-E):i>=30||s==="R"?(p=[d-3*E,d-4*E],u=d-E):i>=29?p=[d-2*E]:i>=27?p=[d-vt-3*E]:p=[d-vt-2*E];for(let m of p){let h=m-E,_=h-E,g;l?g=_-9*E:i>=24?g=_-8*E:i>=23?g=_-7*E:g=_-4*E;let v={offset:{heap:g,threadList:_,internTable:h,classLinker:m,jniIdManager:u}};if(Ho(n,v)!==null){a=v;break}}break}if(a===null)throw new Error("Unable to determine Runtime field offsets");let c=ar()>=36e7;return a.offset.instrumentation=c?wc(t):bc(t),a.offset.jniIdsIndirection=Ac(t),a}var yc={ia32:ko,x64:ko,arm:vc,arm64:Ec};function bc(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Oe(e,yc[Process.arch],{limit:30})}function ko(t){if(t.mnemonic!=="lea")return null;let e=t.operands[1].value.disp;return e<256||e>1024?null:e}function vc(t){if(t.mnemonic!=="add.w")return null;let e=t.operands;if(e.length!==3)return null;let n=e[2];return n.type!=="imm"?null:n.value}function Ec(t){if(t.mnemonic!=="add")return null;let e=t.operands;if(e.length!==3||e[0].value==="sp"||e[1].value==="sp")return null;let n=e[2];if(n.type!=="imm")return null;let r=n.value.valueOf();return r<256||r>1024?null:r}var Sc={ia32:No,x64:No,arm:Ic,arm64:xc};function wc(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Oe(e,Sc[Process.arch],{limit:30})}function No(t){if(t.mnemonic!=="mov")return null;let e=t.operands;if(e[0].value!=="rax")return null;let r=e[1];if(r.type!=="mem")return null;let o=r.value;if(o.base!=="rdi")return null;let i=o.disp;return i<256||i>1024?null:i}function Ic(t){return null}function xc(t){if(t.mnemonic!=="ldr")return null;let e=t.operands;if(e[0].value==="x0")return null;let n=e[1].value;if(n.base!=="x0")return null;let r=n.disp;return r<256||r>1024?null:r}var Cc={ia32:Mo,x64:Mo,arm:Tc,arm64:Lc};function Ac(t){let e=t.find("_ZN3art7Runtime12SetJniIdTypeENS_9JniIdTypeE");if(e===null)return null;let n=Oe(e,Cc[Process.arch],{limit:20});if(n===null)throw new Error("Unable to determine Runtime.jni_ids_indirection_ offset");return n}function Mo(t){return t.mnemonic==="cmp"?t.operands[0].value.disp:null}function Tc(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function Lc(t,e){if(e===null)return null;let{mnemonic:n}=t,{mnemonic:r}=e;return n==="cmp"&&r==="ldr"||n==="bl"&&r==="str"?e.operands[1].value.disp:null}function kc(){let e={"4-21":136,"4-22":136,"4-23":172,"4-24":196,"4-25":196,"4-26":196,"4-27":196,"4-28":212,"4-29":172,"4-30":180,"4-31":180,"8-21":224,"8-22":224,"8-23":296,"8-24":344,"8-25":344,"8-26":352,"8-27":352,"8-28":392,"8-29":328,"8-30":336,"8-31":336}[`${E}-${te()}`];if(e===void 0)throw new Error("Unable to determine Instrumentation field offsets");return{offset:{forcedInterpretOnly:4,deoptimizationEnabled:e}}}function Nc(t,e){let n=Ho(t,e);if(n===null)throw new Error("Unable to determine ClassLinker field offsets");return n}function Ho(t,e){if(zn!==null)return zn;let{classLinker:n,internTable:r}=e.offset,o=t.add(n).readPointer(),i=t.add(r).readPointer(),s=E===4?100:200,l=s+100*E,a=te(),c=null;for(let d=s;d!==l;d+=E)if(o.add(d).readPointer().equals(i)){let p;a>=30||Jo()==="R"?p=6:a>=29?p=4:a>=23?p=3:p=5;let u=d+p*E,m;a>=23?m=u-2*E:m=u-3*E,c={offset:{quickResolutionTrampoline:m,quickImtConflictTrampoline:u-E,quickGenericJniTrampoline:u,quickToInterpreterBridgeTrampoline:u+E}};break}return c!==null&&(zn=c),c}function cr(t){let n=null;return t.perform(r=>{let o=nn(t),i=ge(t),s={artArrayLengthSize:4,artArrayEntrySize:o.size,artArrayMax:50},l={artArrayLengthSize:E,artArrayEntrySize:i.size,artArrayMax:100},a=(p,u,m)=>{let h=p.add(u).readPointer();if(h.isNull())return null;let _=m===4?h.readU32():h.readU64().valueOf();return _<=0?null:{length:_,data:h.add(m)}},c=(p,u,m,h)=>{try{let _=a(p,u,h.artArrayLengthSize);if(_===null)return!1;let g=Math.min(_.length,h.artArrayMax);for(let v=0;v!==g;v++)if(_.data.add(v*h.artArrayEntrySize).equals(m))return!0}catch{}return!1},d=r.findClass("java/lang/Thread"),f=r.newGlobalRef(d);try{let p;ve(t,r,k=>{p=J()["art::JavaVMExt::DecodeGlobal"](t,k,f)});let u=Ro(r.getFieldId(f,"name","Ljava/lang/String;")),m=Ro(r.getStaticFieldId(f,"MAX_PRIORITY","I")),h=-1,_=-1;for(let k=0;k!==256;k+=4)h===-1&&c(p,k,m,s)&&(h=k),_===-1&&c(p,k,u,s)&&(_=k);if(_===-1||h===-1)throw new Error("Unable to find fields in java/lang/Thread; please file a bug");let g=_!==h?h:0,v=_,x=-1,A=_r(r.getMethodId(f,"getName","()Ljava/lang/String;"));for(let k=0;k!==256;k+=4)x===-1&&c(p,k,A,l)&&(x=k);if(x===-1)throw new Error("Unable to find methods in java/lang/Thread; please file a bug");let M=-1,N=a(p,x,l.artArrayLengthSize).length;for(let k=x;k!==256;k+=4)if(p.add(k).readU16()===N){M=k;break}if(M===-1)throw new Error("Unable to find copied methods in java/lang/Thread; please file a bug");n={offset:{ifields:v,methods:x,sfields:g,copiedMethodsOffset:M}}}finally{r.deleteLocalRef(d),r.deleteGlobalRef(f)}}),n}function Mc(t){let e=J(),n;return t.perform(r=>{let o=r.findClass("android/os/Process"),i=_r(r.getStaticMethodId(o,"getElapsedCpuTime","()J"));r.deleteLocalRef(o);let s=Process.getModuleByName("libandroid_runtime.so"),l=s.base,a=l.add(s.size),c=te(),d=c<=21?8:E,f=Cl|Al|Tl|Wt,p=~(Vo|Ol|jl)>>>0,u=null,m=null,h=2;for(let v=0;v!==64&&h!==0;v+=4){let x=i.add(v);if(u===null){let A=x.readPointer();A.compare(l)>=0&&A.compare(a)<0&&(u=v,h--)}m===null&&(x.readU32()&p)===f&&(m=v,h--)}if(h!==0)throw new Error("Unable to determine ArtMethod field offsets");let _=u+d;n={size:c<=21?_+32:_+E,offset:{jniCode:u,quickCode:_,accessFlags:m}},"artInterpreterToCompiledCodeBridge"in e&&(n.offset.interpreterCode=u-d)}),n}function nn(t){let e=te();return e>=23?{size:16,offset:{accessFlags:4}}:e>=21?{size:24,offset:{accessFlags:12}}:null}function jc(t){let e=te(),n;return t.perform(r=>{let o=rn(r),i=r.handle,s=null,l=null,a=null,c=null,d=null,f=null;for(let p=144;p!==256;p+=E)if(o.add(p).readPointer().equals(i)){l=p-6*E,d=p-4*E,f=p+2*E,e<=22&&(l-=E,s=l-E-72-12,a=p+6*E,d-=E,f-=E),c=p+9*E,e<=22&&(c+=2*E+4,E===8&&(c+=4)),e>=23&&(c+=E);break}if(c===null)throw new Error("Unable to determine ArtThread field offsets");n={offset:{isExceptionReportedToInstrumentation:s,exception:l,throwLocation:a,topHandleScope:c,managedStack:d,self:f}}}),n}function Oc(){return te()>=23?{offset:{topQuickFrame:0,link:E}}:{offset:{topQuickFrame:2*E,link:0}}}var Rc={ia32:jo,x64:jo,arm:Pc,arm64:Fc};function $n(t,e){let n;return e.perform(r=>{let o=rn(r),i=Rc[Process.arch],s=Instruction.parse(t),l=i(s);l!==null?n=o.add(l).readPointer():n=t}),n}function jo(t){return t.mnemonic==="jmp"?t.operands[0].value.disp:null}function Pc(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function Fc(t){return t.mnemonic==="ldr"?t.operands[1].value.disp:null}function rn(t){return t.handle.add(E).readPointer()}function Dc(){return dr("ro.build.version.release")}function Uc(){return dr("ro.build.version.codename")}function Vc(){return parseInt(dr("ro.build.version.sdk"),10)}function Bc(){try{let t=File.readAllText("/proc/self/mountinfo"),e=null,n=new Map;for(let o of t.trimEnd().split(`
`)){let i=o.split(" "),s=i[4];if(!s.startsWith("/apex/com.android.art"))continue;let l=i[10];s.includes("@")?n.set(l,s.split("@")[1]):e=l}let r=n.get(e);return r!==void 0?parseInt(r):Oo()}catch{return Oo()}}function Oo(){return te()*1e7}var Hn=null,zc=92;function dr(t){Hn===null&&(Hn=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("__system_property_get"),"int",["pointer","pointer"],K));let e=Memory.alloc(zc);return Hn(Memory.allocUtf8String(t),e),e.readUtf8String()}function ve(t,e,n){let r=cc(t,e),o=rn(e).toString();if(gt[o]=n,r(e.handle),gt[o]!==void 0)throw delete gt[o],new Error("Unable to perform state transition; please file a bug")}function Jc(t,e){let n=new NativeCallback(Gc,"void",["pointer"]);return qo(t,e,n)}function Gc(t){let e=t.toString(),n=gt[e];delete gt[e],n(t)}function ur(t){let e=J(),n=e.artThreadList;e["art::ThreadList::SuspendAll"](n,Memory.allocUtf8String("frida"),!1?1:0);try{t()}finally{e["art::ThreadList::ResumeAll"](n)}}var Qn=class{constructor(e){let n=Memory.alloc(4*E),r=n.add(E);n.writePointer(r);let o=new NativeCallback((i,s)=>e(s)===!0?1:0,"bool",["pointer","pointer"]);r.add(2*E).writePointer(o),this.handle=n,this._onVisit=o}};function fr(t){return J()["art::ClassLinker::VisitClasses"]instanceof NativeFunction?new Qn(t):new NativeCallback(n=>t(n)===!0?1:0,"bool",["pointer","pointer"])}var Yn=class{constructor(e){let n=Memory.alloc(4*E),r=n.add(E);n.writePointer(r);let o=new NativeCallback((i,s)=>{e(s)},"void",["pointer","pointer"]);r.add(2*E).writePointer(o),this.handle=n,this._onVisit=o}};function pr(t){return new Yn(t)}var $c={"include-inlined-frames":0,"skip-inlined-frames":1},Xn=class{constructor(e,n,r,o=0,i=!0){let s=J(),l=512,a=3*E,c=Memory.alloc(l+a);s["art::StackVisitor::StackVisitor"](c,e,n,$c[r],o,i?1:0);let d=c.add(l);c.writePointer(d);let f=new NativeCallback(this._visitFrame.bind(this),"bool",["pointer"]);d.add(2*E).writePointer(f),this.handle=c,this._onVisitFrame=f;let p=c.add(E===4?12:24);this._curShadowFrame=p,this._curQuickFrame=p.add(E),this._curQuickFramePc=p.add(2*E),this._curOatQuickMethodHeader=p.add(3*E),this._getMethodImpl=s["art::StackVisitor::GetMethod"],this._descLocImpl=s["art::StackVisitor::DescribeLocation"],this._getCQFIImpl=s["art::StackVisitor::GetCurrentQuickFrameInfo"]}walkStack(e=!1){J()["art::StackVisitor::WalkStack"](this.handle,e?1:0)}_visitFrame(){return this.visitFrame()?1:0}visitFrame(){throw new Error("Subclass must implement visitFrame")}getMethod(){let e=this._getMethodImpl(this.handle);return e.isNull()?null:new Kt(e)}getCurrentQuickFramePc(){return this._curQuickFramePc.readPointer()}getCurrentQuickFrame(){return this._curQuickFrame.readPointer()}getCurrentShadowFrame(){return this._curShadowFrame.readPointer()}describeLocation(){let e=new Xt;return this._descLocImpl(e,this.handle),e.disposeToString()}getCurrentOatQuickMethodHeader(){return this._curOatQuickMethodHeader.readPointer()}getCurrentQuickFrameInfo(){return this._getCQFIImpl(this.handle)}},Kt=class{constructor(e){this.handle=e}prettyMethod(e=!0){let n=new Xt;return J()["art::ArtMethod::PrettyMethod"](n,this.handle,e?1:0),n.disposeToString()}toString(){return`ArtMethod(handle=${this.handle})`}};function Hc(t){return function(e){let n=Memory.alloc(12);return dc(t)(n,e),{frameSizeInBytes:n.readU32(),coreSpillMask:n.add(4).readU32(),fpSpillMask:n.add(8).readU32()}}}function Zc(t){let e=NULL;switch(Process.arch){case"ia32":e=rt(32,n=>{n.putMovRegRegOffsetPtr("ecx","esp",4),n.putMovRegRegOffsetPtr("edx","esp",8),n.putCallAddressWithArguments(t,["ecx","edx"]),n.putMovRegReg("esp","ebp"),n.putPopReg("ebp"),n.putRet()});break;case"x64":e=rt(32,n=>{n.putPushReg("rdi"),n.putCallAddressWithArguments(t,["rsi"]),n.putPopReg("rdi"),n.putMovRegPtrReg("rdi","rax"),n.putMovRegOffsetPtrReg("rdi",8,"edx"),n.putRet()});break;case"arm":e=rt(16,n=>{n.putCallAddressWithArguments(t,["r0","r1"]),n.putPopRegs(["r0","lr"]),n.putMovRegReg("pc","lr")});break;case"arm64":e=rt(64,n=>{n.putPushRegReg("x0","lr"),n.putCallAddressWithArguments(t,["x1"]),n.putPopRegReg("x2","lr"),n.putStrRegRegOffset("x0","x2",0),n.putStrRegRegOffset("w1","x2",8),n.putRet()});break}return new NativeFunction(e,"void",["pointer","pointer"],K)}var Wc={ia32:globalThis.X86Relocator,x64:globalThis.X86Relocator,arm:globalThis.ThumbRelocator,arm64:globalThis.Arm64Relocator},er={ia32:globalThis.X86Writer,x64:globalThis.X86Writer,arm:globalThis.ThumbWriter,arm64:globalThis.Arm64Writer};function rt(t,e){Jn===null&&(Jn=Memory.alloc(Process.pageSize));let n=Jn.add(Ao),r=Process.arch,o=er[r];return Memory.patchCode(n,t,i=>{let s=new o(i,{pc:n});if(e(s),s.flush(),s.offset>t)throw new Error(`Wrote ${s.offset}, exceeding maximum of ${t}`)}),Ao+=t,r==="arm"?n.or(1):n}function qc(t,e){Qc(e),nd(e)}function Kc(t,e){let n=ot(e).offset,r=lc().offset,o=`
#include <gum/guminterceptor.h>

extern GMutex lock;
extern GHashTable * methods;
extern GHashTable * replacements;
extern gpointer last_seen_art_method;

extern gpointer get_oat_quick_method_header_impl (gpointer method, gpointer pc);

void
init (void)
{
  g_mutex_init (&lock);
  methods = g_hash_table_new_full (NULL, NULL, NULL, NULL);
  replacements = g_hash_table_new_full (NULL, NULL, NULL, NULL);
}

void
finalize (void)
{
  g_hash_table_unref (replacements);
  g_hash_table_unref (methods);
  g_mutex_clear (&lock);
}

gboolean
is_replacement_method (gpointer method)
{
  gboolean is_replacement;

  g_mutex_lock (&lock);

  is_replacement = g_hash_table_contains (replacements, method);

  g_mutex_unlock (&lock);

  return is_replacement;
}

gpointer
get_replacement_method (gpointer original_method)
{
  gpointer replacement_method;

  g_mutex_lock (&lock);

  replacement_method = g_hash_table_lookup (methods, original_method);

  g_mutex_unlock (&lock);

  return replacement_method;
}

void
set_replacement_method (gpointer original_method,
                        gpointer replacement_method)
{
  g_mutex_lock (&lock);

  g_hash_table_insert (methods, original_method, replacement_method);
  g_hash_table_insert (replacements, replacement_method, original_method);

  g_mutex_unlock (&lock);
}

void
synchronize_replacement_methods (guint quick_code_offset,
                                 void * nterp_entrypoint,
                                 void * quick_to_interpreter_bridge)
{
  GHashTableIter iter;
  gpointer hooked_method, replacement_method;

  g_mutex_lock (&lock);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, &hooked_method, &replacement_method))
  {
    void ** quick_code;

    *((uint32_t *) replacement_method) = *((uint32_t *) hooked_method);

    quick_code = hooked_method + quick_code_offset;
    if (*quick_code == nterp_entrypoint)
      *quick_code = quick_to_interpreter_bridge;
  }

  g_mutex_unlock (&lock);
}

void
delete_replacement_method (gpointer original_method)
{
  gpointer replacement_method;

  g_mutex_lock (&lock);

  replacement_method = g_hash_table_lookup (methods, original_method);
  if (replacement_method != NULL)
  {
    g_hash_table_remove (methods, original_method);
    g_hash_table_remove (replacements, replacement_method);
  }

  g_mutex_unlock (&lock);
}

gpointer
translate_method (gpointer method)
{
  gpointer translated_method;

  g_mutex_lock (&lock);

  translated_method = g_hash_table_lookup (replacements, method);

  g_mutex_unlock (&lock);

  return (translated_method != NULL) ? translated_method : method;
}

gpointer
find_replacement_method_from_quick_code (gpointer method,
                                         gpointer thread)
{
  gpointer replacement_method;
  gpointer managed_stack;
  gpointer top_quick_frame;
  gpointer link_managed_stack;
  gpointer * link_top_quick_frame;

  replacement_method = get_replacement_method (method);
  if (replacement_method == NULL)
    return NULL;

  /*
   * Stack check.
   *
   * Return NULL to indicate that the original method should be invoked, otherwise
   * return a pointer to the replacement ArtMethod.
   *
   * If the caller is our own JNI replacement stub, then a stack transition must
   * have been pushed onto the current thread's linked list.
   *
   * Therefore, we invoke the original method if the following conditions are met:
   *   1- The current managed stack is empty.
   *   2- The ArtMethod * inside the linked managed stack's top quick frame is the
   *      same as our replacement.
   */
  managed_stack = thread + ${n.managedStack};
  top_quick_frame = *((gpointer *) (managed_stack + ${r.topQuickFrame}));
  if (top_quick_frame != NULL)
    return replacement_method;

  link_managed_stack = *((gpointer *) (managed_stack + ${r.link}));
  if (link_managed_stack == NULL)
    return replacement_method;

  link_top_quick_frame = GSIZE_TO_POINTER (*((gsize *) (link_managed_stack + ${r.topQuickFrame})) & ~((gsize) 1));
  if (link_top_quick_frame == NULL || *link_top_quick_frame != replacement_method)
    return replacement_method;

  return NULL;
}

void
on_interpreter_do_call (GumInvocationContext * ic)
{
  gpointer method, replacement_method;

  method = gum_invocation_context_get_nth_argument (ic, 0);

  replacement_method = get_replacement_method (method);
  if (replacement_method != NULL)
    gum_invocation_context_replace_nth_argument (ic, 0, replacement_method);
}

gpointer
on_art_method_get_oat_quick_method_header (gpointer method,
                                           gpointer pc)
{
  if (is_replacement_method (method))
    return NULL;

  return get_oat_quick_method_header_impl (method, pc);
}

void
on_art_method_pretty_method (GumInvocationContext * ic)
{
  const guint this_arg_index = ${Process.arch==="arm64"?0:1};
  gpointer method;

  method = gum_invocation_context_get_nth_argument (ic, this_arg_index);
  if (method == NULL)
    gum_invocation_context_replace_nth_argument (ic, this_arg_index, last_seen_art_method);
  else
    last_seen_art_method = method;
}

void
on_leave_gc_concurrent_copying_copying_phase (GumInvocationContext * ic)
{
  GHashTableIter iter;
  gpointer hooked_method, replacement_method;

  g_mutex_lock (&lock);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, &hooked_method, &replacement_method))
    *((uint32_t *) replacement_method) = *((uint32_t *) hooked_method);

  g_mutex_unlock (&lock);
}
`,i=8,s=E,l=E,a=E,d=Memory.alloc(i+s+l+a),f=d.add(i),p=f.add(s),u=p.add(l),m=t.find(E===4?"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEj":"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEm"),h=new CModule(o,{lock:d,methods:f,replacements:p,last_seen_art_method:u,get_oat_quick_method_header_impl:m??ptr("0xdeadbeef")}),_={exceptions:"propagate",scheduling:"exclusive"};return{handle:h,replacedMethods:{isReplacement:new NativeFunction(h.is_replacement_method,"bool",["pointer"],_),get:new NativeFunction(h.get_replacement_method,"pointer",["pointer"],_),set:new NativeFunction(h.set_replacement_method,"void",["pointer","pointer"],_),synchronize:new NativeFunction(h.synchronize_replacement_methods,"void",["uint","pointer","pointer"],_),delete:new NativeFunction(h.delete_replacement_method,"void",["pointer"],_),translate:new NativeFunction(h.translate_method,"pointer",["pointer"],_),findReplacementFromQuickCode:h.find_replacement_method_from_quick_code},getOatQuickMethodHeaderImpl:m,hooks:{Interpreter:{doCall:h.on_interpreter_do_call},ArtMethod:{getOatQuickMethodHeader:h.on_art_method_get_oat_quick_method_header,prettyMethod:h.on_art_method_pretty_method},Gc:{copyingPhase:{onLeave:h.on_leave_gc_concurrent_copying_copying_phase},runFlip:{onEnter:h.on_leave_gc_concurrent_copying_copying_phase}}}}}function Qc(t){Lo||(Lo=!0,Yc(t),Xc(),ed(),td())}function Yc(t){let e=J();[e.artQuickGenericJniTrampoline,e.artQuickToInterpreterBridge,e.artQuickResolutionTrampoline].forEach(r=>{Memory.protect(r,32,"rwx");let o=new Yt(r);o.activate(t),$o.push(o)})}function Xc(){let t=J(),e=te(),{isApiLevel34OrApexEquivalent:n}=t,r;if(e<=22)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_6mirror9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(e<=33&&!n)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(n)r=/^_ZN3art11interpreter6DoCallILb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtbPNS_6JValueE$/;else throw new Error("Unable to find method invocation in ART; please file a bug");let o=t.module,i=[...o.enumerateExports(),...o.enumerateSymbols()].filter(s=>r.test(s.name));if(i.length===0)throw new Error("Unable to find method invocation in ART; please file a bug");for(let s of i)Interceptor.attach(s.address,ie.hooks.Interpreter.doCall)}function ed(){let t=J(),n=t.module.findSymbolByName("_ZN3art2gc4Heap22CollectGarbageInternalENS0_9collector6GcTypeENS0_7GcCauseEbj");if(n===null)return;let{artNterpEntryPoint:r,artQuickToInterpreterBridge:o}=t,i=ge(t.vm).offset.quickCode;Interceptor.attach(n,{onLeave(){ie.replacedMethods.synchronize(i,r,o)}})}function td(){let t=[["_ZN3art11ClassLinker26VisiblyInitializedCallback22MarkVisiblyInitializedEPNS_6ThreadE","e90340f8 : ff0ff0ff"],["_ZN3art11ClassLinker26VisiblyInitializedCallback29AdjustThreadVisibilityCounterEPNS_6ThreadEl","7f0f00f9 : 1ffcffff"]],e=J(),n=e.module;for(let[r,o]of t){let i=n.findSymbolByName(r);if(i===null)continue;let s=Memory.scanSync(i,8192,o);if(s.length===0)return;let{artNterpEntryPoint:l,artQuickToInterpreterBridge:a}=e,c=ge(e.vm).offset.quickCode;Interceptor.attach(s[0].address,function(){ie.replacedMethods.synchronize(c,l,a)});return}}function nd(t){if(To)return;if(To=!0,!od()){let{getOatQuickMethodHeaderImpl:i}=ie;if(i===null)return;try{Interceptor.replace(i,ie.hooks.ArtMethod.getOatQuickMethodHeader)}catch{}}let e=te(),n=null,r=J();e>28?n=r.find("_ZN3art2gc9collector17ConcurrentCopying12CopyingPhaseEv"):e>22&&(n=r.find("_ZN3art2gc9collector17ConcurrentCopying12MarkingPhaseEv")),n!==null&&Interceptor.attach(n,ie.hooks.Gc.copyingPhase);let o=null;o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_"),o===null&&(o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_b")),o!==null&&Interceptor.attach(o,ie.hooks.Gc.runFlip)}var rd={arm:{signatures:[{pattern:["b0 68","01 30","0c d0","1b 98",":","c0 ff","c0 ff","00 ff","00 2f"],validateMatch:Zn},{pattern:["d8 f8 08 00","01 30","0c d0","1b 98",":","f0 ff ff 0f","ff ff","00 ff","00 2f"],validateMatch:Zn},{pattern:["b0 68","01 30","40 f0 c3 80","00 25",":","c0 ff","c0 ff","c0 fb 00 d0","ff f8"],validateMatch:Zn}],instrument:sd},arm64:{signatures:[{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","88 39 00 f0",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 00 00 9f"],offset:1,validateMatch:Wn},{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","00 0e 40 f9",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 fc ff ff"],offset:1,validateMatch:Wn},{pattern:["0a 40 b9","1f 05 00 31","01 34 00 54","e0 03 1f aa",":","fc ff ff","1f fc ff ff","1f 00 00 ff","e0 ff ff ff"],offset:1,validateMatch:Wn}],instrument:ad}};function Zn({address:t,size:e}){let n=Instruction.parse(t.or(1)),[r,o]=n.operands,i=o.value.base,s=r.value,l=Instruction.parse(n.next.add(2)),a=ptr(l.operands[0].value),c=l.address.add(l.size),d,f;return l.mnemonic==="beq"?(d=c,f=a):(d=a,f=c),Oe(d.or(1),p,{limit:3});function p(u){let{mnemonic:m}=u;if(!(m==="ldr"||m==="ldr.w"))return null;let{base:h,disp:_}=u.operands[1].value;return h===i&&_===20?{methodReg:i,scratchReg:s,target:{whenTrue:a,whenRegularMethod:d,whenRuntimeMethod:f}}:null}}function Wn({address:t,size:e}){let[n,r]=Instruction.parse(t).operands,o=r.value.base,i="x"+n.value.substring(1),s=Instruction.parse(t.add(8)),l=ptr(s.operands[0].value),a=t.add(12),c,d;return s.mnemonic==="b.eq"?(c=a,d=l):(c=l,d=a),Oe(c,f,{limit:3});function f(p){if(p.mnemonic!=="ldr")return null;let{base:u,disp:m}=p.operands[1].value;return u===o&&m===24?{methodReg:o,scratchReg:i,target:{whenTrue:l,whenRegularMethod:c,whenRuntimeMethod:d}}:null}}function od(){if(te()<31)return!1;let t=rd[Process.arch];if(t===void 0)return!1;let e=t.signatures.map(({pattern:r,offset:o=0,validateMatch:i=id})=>({pattern:new MatchPattern(r.join("")),offset:o,validateMatch:i})),n=[];for(let{base:r,size:o}of J().module.enumerateRanges("--x"))for(let{pattern:i,offset:s,validateMatch:l}of e){let a=Memory.scanSync(r,o,i).map(({address:c,size:d})=>({address:c.sub(s),size:d+s})).filter(c=>{let d=l(c);return d===null?!1:(c.validationResult=d,!0)});n.push(...a)}return n.length===0?!1:(n.forEach(t.instrument),!0)}function id(){return{}}var Qt=class{constructor(e,n,r){this.address=e,this.size=n,this.originalCode=e.readByteArray(n),this.trampoline=r}revert(){Memory.patchCode(this.address,this.size,e=>{e.writeByteArray(this.originalCode)})}};function sd({address:t,size:e,validationResult:n}){let{methodReg:r,target:o}=n,i=Memory.alloc(Process.pageSize),s=e;Memory.patchCode(i,256,l=>{let a=new ThumbWriter(l,{pc:i}),c=new ThumbRelocator(t,a);for(let m=0;m!==2;m++)c.readOne();c.writeAll(),c.readOne(),c.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=[45,237,16,10];a.putBytes(d);let f=["r0","r1","r2","r3"];a.putPushRegs(f),a.putCallAddressWithArguments(ie.replacedMethods.isReplacement,[r]),a.putCmpRegImm("r0",0),a.putPopRegs(f);let p=[189,236,16,10];a.putBytes(p),a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),c.readOne();let u=c.input.address.equals(o.whenRegularMethod);for(a.putLabel(u?"regular_method":"runtime_or_replacement_method"),c.writeOne();s<10;){let m=c.readOne();if(m===0){s=10;break}s=m}c.writeAll(),a.putBranchAddress(t.add(s+1)),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(o.whenTrue),a.flush()}),lr.push(new Qt(t,s,i)),Memory.patchCode(t,s,l=>{let a=new ThumbWriter(l,{pc:t});a.putLdrRegAddress("pc",i.or(1)),a.flush()})}function ad({address:t,size:e,validationResult:n}){let{methodReg:r,scratchReg:o,target:i}=n,s=Memory.alloc(Process.pageSize);Memory.patchCode(s,256,l=>{let a=new Arm64Writer(l,{pc:s}),c=new Arm64Relocator(t,a);for(let m=0;m!==2;m++)c.readOne();c.writeAll(),c.readOne(),c.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=["d0","d1","d2","d3","d4","d5","d6","d7","x0","x1","x2","x3","x4","x5","x6","x7","x8","x9","x10","x11","x12","x13","x14","x15","x16","x17"],f=d.length;for(let m=0;m!==f;m+=2)a.putPushRegReg(d[m],d[m+1]);a.putCallAddressWithArguments(ie.replacedMethods.isReplacement,[r]),a.putCmpRegReg("x0","xzr");for(let m=f-2;m>=0;m-=2)a.putPopRegReg(d[m],d[m+1]);a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),c.readOne();let p=c.input,u=p.address.equals(i.whenRegularMethod);a.putLabel(u?"regular_method":"runtime_or_replacement_method"),c.writeOne(),a.putBranchAddress(p.next),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(i.whenTrue),a.flush()}),lr.push(new Qt(t,e,s)),Memory.patchCode(t,e,l=>{let a=new Arm64Writer(l,{pc:t});a.putLdrRegAddress(o,s),a.putBrReg(o),a.flush()})}function ld(t){return new Go(t)}function cd(t){return ie.replacedMethods.translate(t)}function hr(t,e={}){let{limit:n=16}=e,r=t.getEnv();return yt===null&&(yt=dd(t,r)),yt.backtrace(r,n)}function dd(t,e){let n=J(),r=Memory.alloc(Process.pointerSize),o=new CModule(`
#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <gum/gumtls.h>
#include <json-glib/json-glib.h>

typedef struct _ArtBacktrace ArtBacktrace;
typedef struct _ArtStackFrame ArtStackFrame;

typedef struct _ArtStackVisitor ArtStackVisitor;
typedef struct _ArtStackVisitorVTable ArtStackVisitorVTable;

typedef struct _ArtClass ArtClass;
typedef struct _ArtMethod ArtMethod;
typedef struct _ArtThread ArtThread;
typedef struct _ArtContext ArtContext;

typedef struct _JNIEnv JNIEnv;

typedef struct _StdString StdString;
typedef struct _StdTinyString StdTinyString;
typedef struct _StdLargeString StdLargeString;

typedef enum {
  STACK_WALK_INCLUDE_INLINED_FRAMES,
  STACK_WALK_SKIP_INLINED_FRAMES,
} StackWalkKind;

struct _StdTinyString
{
  guint8 unused;
  gchar data[(3 * sizeof (gpointer)) - 1];
};

struct _StdLargeString
{
  gsize capacity;
  gsize size;
  gchar * data;
};

struct _StdString
{
  union
  {
    guint8 flags;
    StdTinyString tiny;
    StdLargeString large;
  };
};

struct _ArtBacktrace
{
  GChecksum * id;
  GArray * frames;
  gchar * frames_json;
};

struct _ArtStackFrame
{
  ArtMethod * method;
  gsize dexpc;
  StdString description;
};

struct _ArtStackVisitorVTable
{
  void (* unused1) (void);
  void (* unused2) (void);
  bool (* visit) (ArtStackVisitor * visitor);
};

struct _ArtStackVisitor
{
  ArtStackVisitorVTable * vtable;

  guint8 padding[512];

  ArtStackVisitorVTable vtable_storage;

  ArtBacktrace * backtrace;
};

struct _ArtMethod
{
  guint32 declaring_class;
  guint32 access_flags;
};

extern GumTlsKey current_backtrace;

extern void (* perform_art_thread_state_transition) (JNIEnv * env);

extern ArtContext * art_make_context (ArtThread * thread);

extern void art_stack_visitor_init (ArtStackVisitor * visitor, ArtThread * thread, void * context, StackWalkKind walk_kind,
    size_t num_frames, bool check_suspended);
extern void art_stack_visitor_walk_stack (ArtStackVisitor * visitor, bool include_transitions);
extern ArtMethod * art_stack_visitor_get_method (ArtStackVisitor * visitor);
extern void art_stack_visitor_describe_location (StdString * description, ArtStackVisitor * visitor);
extern ArtMethod * translate_method (ArtMethod * method);
extern void translate_location (ArtMethod * method, guint32 pc, const gchar ** source_file, gint32 * line_number);
extern void get_class_location (StdString * result, ArtClass * klass);
extern void cxx_delete (void * mem);
extern unsigned long strtoul (const char * str, char ** endptr, int base);

static bool visit_frame (ArtStackVisitor * visitor);
static void art_stack_frame_destroy (ArtStackFrame * frame);

static void append_jni_type_name (GString * s, const gchar * name, gsize length);

static void std_string_destroy (StdString * str);
static gchar * std_string_get_data (StdString * str);

void
init (void)
{
  current_backtrace = gum_tls_key_new ();
}

void
finalize (void)
{
  gum_tls_key_free (current_backtrace);
}

ArtBacktrace *
_create (JNIEnv * env,
         guint limit)
{
  ArtBacktrace * bt;

  bt = g_new (ArtBacktrace, 1);
  bt->id = g_checksum_new (G_CHECKSUM_SHA1);
  bt->frames = (limit != 0)
      ? g_array_sized_new (FALSE, FALSE, sizeof (ArtStackFrame), limit)
      : g_array_new (FALSE, FALSE, sizeof (ArtStackFrame));
  g_array_set_clear_func (bt->frames, (GDestroyNotify) art_stack_frame_destroy);
  bt->frames_json = NULL;

  gum_tls_key_set_value (current_backtrace, bt);

  perform_art_thread_state_transition (env);

  gum_tls_key_set_value (current_backtrace, NULL);

  return bt;
}

void
_on_thread_state_transition_complete (ArtThread * thread)
{
  ArtContext * context;
  ArtStackVisitor visitor = {
    .vtable_storage = {
      .visit = visit_frame,
    },
  };

  context = art_make_context (thread);

  art_stack_visitor_init (&visitor, thread, context, STACK_WALK_SKIP_INLINED_FRAMES, 0, true);
  visitor.vtable = &visitor.vtable_storage;
  visitor.backtrace = gum_tls_key_get_value (current_backtrace);

  art_stack_visitor_walk_stack (&visitor, false);

  cxx_delete (context);
}

static bool
visit_frame (ArtStackVisitor * visitor)
{
  ArtBacktrace * bt = visitor->backtrace;
  ArtStackFrame frame;
  const gchar * description, * dexpc_part;

  frame.method = art_stack_visitor_get_method (visitor);

  art_stack_visitor_describe_location (&frame.description, visitor);

  description = std_string_get_data (&frame.description);
  if (strstr (description, " '<") != NULL)
    goto skip;

  dexpc_part = strstr (description, " at dex PC 0x");
  if (dexpc_part == NULL)
    goto skip;
  frame.dexpc = strtoul (dexpc_part + 13, NULL, 16);

  g_array_append_val (bt->frames, frame);

  g_checksum_update (bt->id, (guchar *) &frame.method, sizeof (frame.method));
  g_checksum_update (bt->id, (guchar *) &frame.dexpc, sizeof (frame.dexpc));

  return true;

skip:
  std_string_destroy (&frame.description);
  return true;
}

static void
art_stack_frame_destroy (ArtStackFrame * frame)
{
  std_string_destroy (&frame->description);
}

void
_destroy (ArtBacktrace * backtrace)
{
  g_free (backtrace->frames_json);
  g_array_free (backtrace->frames, TRUE);
  g_checksum_free (backtrace->id);
  g_free (backtrace);
}

const gchar *
_get_id (ArtBacktrace * backtrace)
{
  return g_checksum_get_string (backtrace->id);
}

const gchar *
_get_frames (ArtBacktrace * backtrace)
{
  GArray * frames = backtrace->frames;
  JsonBuilder * b;
  guint i;
  JsonNode * root;

  if (backtrace->frames_json != NULL)
    return backtrace->frames_json;

  b = json_builder_new_immutable ();

  json_builder_begin_array (b);

  for (i = 0; i != frames->len; i++)
  {
    ArtStackFrame * frame = &g_array_index (frames, ArtStackFrame, i);
    gchar * description, * ret_type, * paren_open, * paren_close, * arg_types, * token, * method_name, * class_name;
    GString * signature;
    gchar * cursor;
    ArtMethod * translated_method;
    StdString location;
    gsize dexpc;
    const gchar * source_file;
    gint32 line_number;

    description = std_string_get_data (&frame->description);

    ret_type = strchr (description, '\\'') + 1;

    paren_open = strchr (ret_type, '(');
    paren_close = strchr (paren_open, ')');
    *paren_open = '\\0';
    *paren_close = '\\0';

    arg_types = paren_open + 1;

    token = strrchr (ret_type, '.');
    *token = '\\0';

    method_name = token + 1;

    token = strrchr (ret_type, ' ');
    *token = '\\0';

    class_name = token + 1;

    signature = g_string_sized_new (128);

    append_jni_type_name (signature, class_name, method_name - class_name - 1);
    g_string_append_c (signature, ',');
    g_string_append (signature, method_name);
    g_string_append (signature, ",(");

    if (arg_types != paren_close)
    {
      for (cursor = arg_types; cursor != NULL;)
      {
        gsize length;
        gchar * next;

        token = strstr (cursor, ", ");
        if (token != NULL)
        {
          length = token - cursor;
          next = token + 2;
        }
        else
        {
          length = paren_close - cursor;
          next = NULL;
        }

        append_jni_type_name (signature, cursor, length);

        cursor = next;
      }
    }

    g_string_append_c (signature, ')');

    append_jni_type_name (signature, ret_type, class_name - ret_type - 1);

    translated_method = translate_method (frame->method);
    dexpc = (translated_method == frame->method) ? frame->dexpc : 0;

    get_class_location (&location, GSIZE_TO_POINTER (translated_method->declaring_class));

    translate_location (translated_method, dexpc, &source_file, &line_number);

    json_builder_begin_object (b);

    json_builder_set_member_name (b, "signature");
    json_builder_add_string_value (b, signature->str);

    json_builder_set_member_name (b, "origin");
    json_builder_add_string_value (b, std_string_get_data (&location));

    json_builder_set_member_name (b, "className");
    json_builder_add_string_value (b, class_name);

    json_builder_set_member_name (b, "methodName");
    json_builder_add_string_value (b, method_name);

    json_builder_set_member_name (b, "methodFlags");
    json_builder_add_int_value (b, translated_method->access_flags);

    json_builder_set_member_name (b, "fileName");
    json_builder_add_string_value (b, source_file);

    json_builder_set_member_name (b, "lineNumber");
    json_builder_add_int_value (b, line_number);

    json_builder_end_object (b);

    std_string_destroy (&location);
    g_string_free (signature, TRUE);
  }

  json_builder_end_array (b);

  root = json_builder_get_root (b);
  backtrace->frames_json = json_to_string (root, FALSE);
  json_node_unref (root);

  return backtrace->frames_json;
}

static void
append_jni_type_name (GString * s,
                      const gchar * name,
                      gsize length)
{
  gchar shorty = '\\0';
  gsize i;

  switch (name[0])
  {
    case 'b':
      if (strncmp (name, "boolean", length) == 0)
        shorty = 'Z';
      else if (strncmp (name, "byte", length) == 0)
        shorty = 'B';
      break;
    case 'c':
      if (strncmp (name, "char", length) == 0)
        shorty = 'C';
      break;
    case 'd':
      if (strncmp (name, "double", length) == 0)
        shorty = 'D';
      break;
    case 'f':
      if (strncmp (name, "float", length) == 0)
        shorty = 'F';
      break;
    case 'i':
      if (strncmp (name, "int", length) == 0)
        shorty = 'I';
      break;
    case 'l':
      if (strncmp (name, "long", length) == 0)
        shorty = 'J';
      break;
    case 's':
      if (strncmp (name, "short", length) == 0)
        shorty = 'S';
      break;
    case 'v':
      if (strncmp (name, "void", length) == 0)
        shorty = 'V';
      break;
  }

  if (shorty != '\\0')
  {
    g_string_append_c (s, shorty);

    return;
  }

  if (length > 2 && name[length - 2] == '[' && name[length - 1] == ']')
  {
    g_string_append_c (s, '[');
    append_jni_type_name (s, name, length - 2);

    return;
  }

  g_string_append_c (s, 'L');

  for (i = 0; i != length; i++)
  {
    gchar ch = name[i];
    if (ch != '.')
      g_string_append_c (s, ch);
    else
      g_string_append_c (s, '/');
  }

  g_string_append_c (s, ';');
}

static void
std_string_destroy (StdString * str)
{
  bool is_large = (str->flags & 1) != 0;
  if (is_large)
    cxx_delete (str->large.data);
}

static gchar *
std_string_get_data (StdString * str)
{
  bool is_large = (str->flags & 1) != 0;
  return is_large ? str->large.data : str->tiny.data;
}
`,{current_backtrace:Memory.alloc(Process.pointerSize),perform_art_thread_state_transition:r,art_make_context:n["art::Thread::GetLongJumpContext"]??n["art::Context::Create"],art_stack_visitor_init:n["art::StackVisitor::StackVisitor"],art_stack_visitor_walk_stack:n["art::StackVisitor::WalkStack"],art_stack_visitor_get_method:n["art::StackVisitor::GetMethod"],art_stack_visitor_describe_location:n["art::StackVisitor::DescribeLocation"],translate_method:ie.replacedMethods.translate,translate_location:n["art::Monitor::TranslateLocation"],get_class_location:n["art::mirror::Class::GetLocation"],cxx_delete:n.$delete,strtoul:Process.getModuleByName("libc.so").getExportByName("strtoul")}),i=new NativeFunction(o._create,"pointer",["pointer","uint"],K),s=new NativeFunction(o._destroy,"void",["pointer"],K),l={exceptions:"propagate",scheduling:"exclusive"},a=new NativeFunction(o._get_id,"pointer",["pointer"],l),c=new NativeFunction(o._get_frames,"pointer",["pointer"],l),d=qo(t,e,o._on_thread_state_transition_complete);o._performData=d,r.writePointer(d),o.backtrace=(p,u)=>{let m=i(p,u),h=new tr(m);return Script.bindWeak(h,f.bind(null,m)),h};function f(p){s(p)}return o.getId=p=>a(p).readUtf8String(),o.getFrames=p=>JSON.parse(c(p).readUtf8String()),o}var tr=class{constructor(e){this.handle=e}get id(){return yt.getId(this.handle)}get frames(){return yt.getFrames(this.handle)}};function mr(){qt.forEach(t=>{t.vtablePtr.writePointer(t.vtable),t.vtableCountPtr.writeS32(t.vtableCount)}),qt.clear();for(let t of $o.splice(0))t.deactivate();for(let t of lr.splice(0))t.revert()}function _r(t){return Zo(t,"art::jni::JniIdManager::DecodeMethodId")}function Ro(t){return Zo(t,"art::jni::JniIdManager::DecodeFieldId")}function Zo(t,e){let n=J(),r=zo(n).offset,o=r.jniIdManager,i=r.jniIdsIndirection;if(o!==null&&i!==null){let s=n.artRuntime;if(s.add(i).readInt()!==Pl){let a=s.add(o).readPointer();return n[e](a,t)}}return t}var ud={ia32:fd,x64:pd,arm:hd,arm64:md};function fd(t,e,n,r,o){let i=ot(o).offset,s=ge(o).offset,l;return Memory.patchCode(t,128,a=>{let c=new X86Writer(a,{pc:t}),d=new X86Relocator(e,c),f=[15,174,4,36],p=[15,174,12,36];c.putPushax(),c.putMovRegReg("ebp","esp"),c.putAndRegU32("esp",4294967280),c.putSubRegImm("esp",512),c.putBytes(f),c.putMovRegFsU32Ptr("ebx",i.self),c.putCallAddressWithAlignedArguments(ie.replacedMethods.findReplacementFromQuickCode,["eax","ebx"]),c.putTestRegReg("eax","eax"),c.putJccShortLabel("je","restore_registers","no-hint"),c.putMovRegOffsetPtrReg("ebp",28,"eax"),c.putLabel("restore_registers"),c.putBytes(p),c.putMovRegReg("esp","ebp"),c.putPopax(),c.putJccShortLabel("jne","invoke_replacement","no-hint");do l=d.readOne();while(l<n&&!d.eoi);d.writeAll(),d.eoi||c.putJmpAddress(e.add(l)),c.putLabel("invoke_replacement"),c.putJmpRegOffsetPtr("eax",s.quickCode),c.flush()}),l}function pd(t,e,n,r,o){let i=ot(o).offset,s=ge(o).offset,l;return Memory.patchCode(t,256,a=>{let c=new X86Writer(a,{pc:t}),d=new X86Relocator(e,c),f=[15,174,4,36],p=[15,174,12,36];c.putPushax(),c.putMovRegReg("rbp","rsp"),c.putAndRegU32("rsp",4294967280),c.putSubRegImm("rsp",512),c.putBytes(f),c.putMovRegGsU32Ptr("rbx",i.self),c.putCallAddressWithAlignedArguments(ie.replacedMethods.findReplacementFromQuickCode,["rdi","rbx"]),c.putTestRegReg("rax","rax"),c.putJccShortLabel("je","restore_registers","no-hint"),c.putMovRegOffsetPtrReg("rbp",64,"rax"),c.putLabel("restore_registers"),c.putBytes(p),c.putMovRegReg("rsp","rbp"),c.putPopax(),c.putJccShortLabel("jne","invoke_replacement","no-hint");do l=d.readOne();while(l<n&&!d.eoi);d.writeAll(),d.eoi||c.putJmpAddress(e.add(l)),c.putLabel("invoke_replacement"),c.putJmpRegOffsetPtr("rdi",s.quickCode),c.flush()}),l}function hd(t,e,n,r,o){let i=ge(o).offset,s=e.and(sr),l;return Memory.patchCode(t,128,a=>{let c=new ThumbWriter(a,{pc:t}),d=new ThumbRelocator(s,c),f=[45,237,16,10],p=[189,236,16,10];c.putPushRegs(["r1","r2","r3","r5","r6","r7","r8","r10","r11","lr"]),c.putBytes(f),c.putSubRegRegImm("sp","sp",8),c.putStrRegRegOffset("r0","sp",0),c.putCallAddressWithArguments(ie.replacedMethods.findReplacementFromQuickCode,["r0","r9"]),c.putCmpRegImm("r0",0),c.putBCondLabel("eq","restore_registers"),c.putStrRegRegOffset("r0","sp",0),c.putLabel("restore_registers"),c.putLdrRegRegOffset("r0","sp",0),c.putAddRegRegImm("sp","sp",8),c.putBytes(p),c.putPopRegs(["lr","r11","r10","r8","r7","r6","r5","r3","r2","r1"]),c.putBCondLabel("ne","invoke_replacement");do l=d.readOne();while(l<n&&!d.eoi);d.writeAll(),d.eoi||c.putLdrRegAddress("pc",e.add(l)),c.putLabel("invoke_replacement"),c.putLdrRegRegOffset("pc","r0",i.quickCode),c.flush()}),l}function md(t,e,n,{availableScratchRegs:r},o){let i=ge(o).offset,s;return Memory.patchCode(t,256,l=>{let a=new Arm64Writer(l,{pc:t}),c=new Arm64Relocator(e,a);a.putPushRegReg("d0","d1"),a.putPushRegReg("d2","d3"),a.putPushRegReg("d4","d5"),a.putPushRegReg("d6","d7"),a.putPushRegReg("x1","x2"),a.putPushRegReg("x3","x4"),a.putPushRegReg("x5","x6"),a.putPushRegReg("x7","x20"),a.putPushRegReg("x21","x22"),a.putPushRegReg("x23","x24"),a.putPushRegReg("x25","x26"),a.putPushRegReg("x27","x28"),a.putPushRegReg("x29","lr"),a.putSubRegRegImm("sp","sp",16),a.putStrRegRegOffset("x0","sp",0),a.putCallAddressWithArguments(ie.replacedMethods.findReplacementFromQuickCode,["x0","x19"]),a.putCmpRegReg("x0","xzr"),a.putBCondLabel("eq","restore_registers"),a.putStrRegRegOffset("x0","sp",0),a.putLabel("restore_registers"),a.putLdrRegRegOffset("x0","sp",0),a.putAddRegRegImm("sp","sp",16),a.putPopRegReg("x29","lr"),a.putPopRegReg("x27","x28"),a.putPopRegReg("x25","x26"),a.putPopRegReg("x23","x24"),a.putPopRegReg("x21","x22"),a.putPopRegReg("x7","x20"),a.putPopRegReg("x5","x6"),a.putPopRegReg("x3","x4"),a.putPopRegReg("x1","x2"),a.putPopRegReg("d6","d7"),a.putPopRegReg("d4","d5"),a.putPopRegReg("d2","d3"),a.putPopRegReg("d0","d1"),a.putBCondLabel("ne","invoke_replacement");do s=c.readOne();while(s<n&&!c.eoi);if(c.writeAll(),!c.eoi){let d=Array.from(r)[0];a.putLdrRegAddress(d,e.add(s)),a.putBrReg(d)}a.putLabel("invoke_replacement"),a.putLdrRegRegOffset("x16","x0",i.quickCode),a.putBrReg("x16"),a.flush()}),s}var _d={ia32:Po,x64:Po,arm:gd,arm64:yd};function Po(t,e,n){Memory.patchCode(t,16,r=>{let o=new X86Writer(r,{pc:t});o.putJmpAddress(e),o.flush()})}function gd(t,e,n){let r=t.and(sr);Memory.patchCode(r,16,o=>{let i=new ThumbWriter(o,{pc:r});i.putLdrRegAddress("pc",e.or(1)),i.flush()})}function yd(t,e,n){Memory.patchCode(t,16,r=>{let o=new Arm64Writer(r,{pc:t});n===16?o.putLdrRegAddress("x16",e):o.putAdrpRegAddress("x16",e),o.putBrReg("x16"),o.flush()})}var bd={ia32:5,x64:16,arm:8,arm64:16},Yt=class{constructor(e){this.quickCode=e,this.quickCodeAddress=Process.arch==="arm"?e.and(sr):e,this.redirectSize=0,this.trampoline=null,this.overwrittenPrologue=null,this.overwrittenPrologueLength=0}_canRelocateCode(e,n){let r=er[Process.arch],o=Wc[Process.arch],{quickCodeAddress:i}=this,s=new r(i),l=new o(i,s),a;if(Process.arch==="arm64"){let c=new Set(["x16","x17"]);do{let d=l.readOne(),f=new Set(c),{read:p,written:u}=l.input.regsAccessed;for(let m of[p,u])for(let h of m){let _;h.startsWith("w")?_="x"+h.substring(1):_=h,f.delete(_)}if(f.size===0)break;a=d,c=f}while(a<e&&!l.eoi);n.availableScratchRegs=c}else do a=l.readOne();while(a<e&&!l.eoi);return a>=e}_allocateTrampoline(){$t===null&&($t=wn(E===4?128:256));let e=bd[Process.arch],n,r,o=1,i={};if(E===4||this._canRelocateCode(e,i))n=e,r={};else{let s;Process.arch==="x64"?(n=5,s=Fl):Process.arch==="arm64"&&(n=8,s=Dl,o=4096),r={near:this.quickCodeAddress,maxDistance:s}}return this.redirectSize=n,this.trampoline=$t.allocateSlice(r,o),i}_destroyTrampoline(){$t.freeSlice(this.trampoline)}activate(e){let n=this._allocateTrampoline(),{trampoline:r,quickCode:o,redirectSize:i}=this,s=ud[Process.arch],l=s(r,o,i,n,e);this.overwrittenPrologueLength=l,this.overwrittenPrologue=Memory.dup(this.quickCodeAddress,l);let a=_d[Process.arch];a(o,r,i)}deactivate(){let{quickCodeAddress:e,overwrittenPrologueLength:n}=this,r=er[Process.arch];Memory.patchCode(e,n,o=>{let i=new r(o,{pc:e}),{overwrittenPrologue:s}=this;i.putBytes(s.readByteArray(n)),i.flush()}),this._destroyTrampoline()}};function vd(t){let e=J(),{module:n,artClassLinker:r}=e;return t.equals(r.quickGenericJniTrampoline)||t.equals(r.quickToInterpreterBridgeTrampoline)||t.equals(r.quickResolutionTrampoline)||t.equals(r.quickImtConflictTrampoline)||t.compare(n.base)>=0&&t.compare(n.base.add(n.size))<0}var nr=class{constructor(e){let n=_r(e);this.methodId=n,this.originalMethod=null,this.hookedMethodId=n,this.replacementMethodId=null,this.interceptor=null}replace(e,n,r,o,i){let{kAccCompileDontBother:s,artNterpEntryPoint:l}=i;this.originalMethod=Fo(this.methodId,o);let a=this.originalMethod.accessFlags;if((a&Rl)!==0&&Ed()){let u=this.originalMethod.jniCode;this.hookedMethodId=u.add(2*E).readPointer(),this.originalMethod=Fo(this.hookedMethodId,o)}let{hookedMethodId:c}=this,d=wd(c,o);this.replacementMethodId=d,Ht(d,{jniCode:e,accessFlags:(a&~(kl|Ll|Io)|Wt|s)>>>0,quickCode:i.artClassLinker.quickGenericJniTrampoline,interpreterCode:i.artInterpreterToCompiledCodeBridge},o);let f=Vo|Ml|Io;(a&Wt)===0&&(f|=Nl),Ht(c,{accessFlags:(a&~f|s)>>>0},o);let p=this.originalMethod.quickCode;if(l!==null&&p.equals(l)&&Ht(c,{quickCode:i.artQuickToInterpreterBridge},o),!vd(p)){let u=new Yt(p);u.activate(o),this.interceptor=u}ie.replacedMethods.set(c,d),qc(c,o)}revert(e){let{hookedMethodId:n,interceptor:r}=this;Ht(n,this.originalMethod,e),ie.replacedMethods.delete(n),r!==null&&(r.deactivate(),this.interceptor=null)}resolveTarget(e,n,r,o){return this.hookedMethodId}};function Ed(){return te()<28}function Fo(t,e){let r=ge(e).offset;return["jniCode","accessFlags","quickCode","interpreterCode"].reduce((o,i)=>{let s=r[i];if(s===void 0)return o;let l=t.add(s),a=i==="accessFlags"?Sl:wl;return o[i]=a.call(l),o},{})}function Ht(t,e,n){let o=ge(n).offset;Object.keys(e).forEach(i=>{let s=o[i];if(s===void 0)return;let l=t.add(s);(i==="accessFlags"?Il:xl).call(l,e[i])})}var rr=class{constructor(e){this.methodId=e,this.originalMethod=null}replace(e,n,r,o,i){let{methodId:s}=this;this.originalMethod=Memory.dup(s,Vn);let l=r.reduce((p,u)=>p+u.size,0);n&&l++;let a=(s.add(xo).readU32()|Wt)>>>0,c=l,d=0,f=l;s.add(xo).writeU32(a),s.add(Gl).writeU16(c),s.add($l).writeU16(d),s.add(Hl).writeU16(f),s.add(Wl).writeU32(Sd(s)),i.dvmUseJNIBridge(s,e)}revert(e){Memory.copy(this.methodId,this.originalMethod,Vn)}resolveTarget(e,n,r,o){let i=r.handle.add(Bo).readPointer(),s;if(n)s=o.dvmDecodeIndirectRef(i,e.$h);else{let p=e.$borrowClassHandle(r);s=o.dvmDecodeIndirectRef(i,p.value),p.unref(r)}let l;n?l=s.add(zl).readPointer():l=s;let a=l.toString(16),c=qt.get(a);if(c===void 0){let p=l.add(Bl),u=l.add(Vl),m=p.readPointer(),h=u.readS32(),_=h*E,g=Memory.alloc(2*_);Memory.copy(g,m,_),p.writePointer(g),c={classObject:l,vtablePtr:p,vtableCountPtr:u,vtable:m,vtableCount:h,shadowVtable:g,shadowVtableCount:h,targetMethods:new Map},qt.set(a,c)}let d=this.methodId.toString(16),f=c.targetMethods.get(d);if(f===void 0){f=Memory.dup(this.originalMethod,Vn);let p=c.shadowVtableCount++;c.shadowVtable.add(p*E).writePointer(f),f.add(Jl).writeU16(p),c.vtableCountPtr.writeS32(c.shadowVtableCount),c.targetMethods.set(d,f)}return f}};function Sd(t){if(Process.arch!=="ia32")return Co;let e=t.add(Zl).readPointer().readCString();if(e===null||e.length===0||e.length>65535)return Co;let n;switch(e[0]){case"V":n=ql;break;case"F":n=Kl;break;case"D":n=Ql;break;case"J":n=Yl;break;case"Z":case"B":n=nc;break;case"C":n=tc;break;case"S":n=ec;break;default:n=Xl;break}let r=0;for(let o=e.length-1;o>0;o--){let i=e[o];r+=i==="D"||i==="J"?2:1}return n<<rc|r}function wd(t,e){let n=J();if(te()<23){let r=n["art::Thread::CurrentFromGdb"]();return n["art::mirror::Object::Clone"](t,r)}return Memory.dup(t,ge(e).size)}function gr(t,e,n){Wo(t,e,Kn,n)}function yr(t,e){Wo(t,e,qn)}function br(t,e){let n=J();if(te()<26)throw new Error("This API is only available on Android >= 8.0");ve(t,e,r=>{n["art::Runtime::DeoptimizeBootImage"](n.artRuntime)})}function Wo(t,e,n,r){let o=J();if(te()<24)throw new Error("This API is only available on Android >= 7.0");ve(t,e,i=>{if(te()<30){if(!o.isJdwpStarted()){let l=Id(o);fc.push(l)}o.isDebuggerActive()||o["art::Dbg::GoActive"]();let s=Memory.alloc(8+E);switch(s.writeU32(n),n){case qn:break;case Kn:s.add(8).writePointer(r);break;default:throw new Error("Unsupported deoptimization kind")}o["art::Dbg::RequestDeoptimization"](s),o["art::Dbg::ManageDeoptimization"]()}else{let s=o.artInstrumentation;if(s===null)throw new Error("Unable to find Instrumentation class in ART; please file a bug");let l=o["art::Instrumentation::EnableDeoptimization"];switch(l!==void 0&&(s.add(ac().offset.deoptimizationEnabled).readU8()||l(s)),n){case qn:o["art::Instrumentation::DeoptimizeEverything"](s,Memory.allocUtf8String("frida"));break;case Kn:o["art::Instrumentation::Deoptimize"](s,r);break;default:throw new Error("Unsupported deoptimization kind")}}})}var or=class{constructor(){let e=Process.getModuleByName("libart.so"),n=e.getExportByName("_ZN3art4JDWP12JdwpAdbState6AcceptEv"),r=e.getExportByName("_ZN3art4JDWP12JdwpAdbState15ReceiveClientFdEv"),o=Do(),i=Do();this._controlFd=o[0],this._clientFd=i[0];let s=null;s=Interceptor.attach(n,function(l){let a=l[0];Memory.scanSync(a.add(8252),256,"00 ff ff ff ff 00")[0].address.add(1).writeS32(o[1]),s.detach()}),Interceptor.replace(r,new NativeCallback(function(l){return Interceptor.revert(r),i[1]},"int",["pointer"])),Interceptor.flush(),this._handshakeRequest=this._performHandshake()}async _performHandshake(){let e=new UnixInputStream(this._clientFd,{autoClose:!1}),n=new UnixOutputStream(this._clientFd,{autoClose:!1}),r=[74,68,87,80,45,72,97,110,100,115,104,97,107,101];try{await n.writeAll(r),await e.readAll(r.length)}catch{}}};function Id(t){let e=new or;t["art::Dbg::SetJdwpAllowed"](1);let n=xd();t["art::Dbg::ConfigureJdwp"](n);let r=t["art::InternalDebuggerControlCallback::StartDebugger"];return r!==void 0?r(NULL):t["art::Dbg::StartJdwp"](),e}function xd(){let t=te()<28?2:3,e=0,n=t,r=!0,o=!1,i=e,s=8+vt+2,l=Memory.alloc(s);return l.writeU32(n).add(4).writeU8(r?1:0).add(1).writeU8(o?1:0).add(1).add(vt).writeU16(i),l}function Do(){Gn===null&&(Gn=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("socketpair"),"int",["int","int","int","pointer"]));let t=Memory.alloc(8);if(Gn(ic,sc,0,t)===-1)throw new Error("Unable to create socketpair for JDWP");return[t.readS32(),t.add(4).readS32()]}function Cd(t){let e=_c().offset,n=t.vm.add(e.globalsLock),r=t.vm.add(e.globals),o=t["art::IndirectReferenceTable::Add"],i=t["art::ReaderWriterMutex::ExclusiveLock"],s=t["art::ReaderWriterMutex::ExclusiveUnlock"],l=0;return function(a,c,d){i(n,c);try{return o(r,l,d)}finally{s(n,c)}}}function Ad(t){let e=t["art::Thread::DecodeJObject"];if(e===void 0)throw new Error("art::Thread::DecodeJObject is not available; please file a bug");return function(n,r,o){return e(r,o)}}var Td={ia32:Uo,x64:Uo,arm:Ld,arm64:kd};function qo(t,e,n){let r=J(),o=e.handle.readPointer(),i,s=r.find("_ZN3art3JNIILb1EE14ExceptionClearEP7_JNIEnv");s!==null?i=s:i=o.add(tn).readPointer();let l,a=r.find("_ZN3art3JNIILb1EE10FatalErrorEP7_JNIEnvPKc");a!==null?l=a:l=o.add(Ul).readPointer();let c=Td[Process.arch];if(c===void 0)throw new Error("Not yet implemented for "+Process.arch);let d=null,f=ot(t).offset,p=f.exception,u=new Set,m=f.isExceptionReportedToInstrumentation;m!==null&&u.add(m);let h=f.throwLocation;h!==null&&(u.add(h),u.add(h+E),u.add(h+2*E));let _=65536,g=Memory.alloc(_);return Memory.patchCode(g,_,v=>{d=c(v,g,i,l,p,u,n)}),d._code=g,d._callback=n,d}function Uo(t,e,n,r,o,i,s){let l={},a=new Set,c=[n];for(;c.length>0;){let h=c.shift();if(Object.values(l).some(({begin:M,end:O})=>h.compare(M)>=0&&h.compare(O)<0))continue;let g=h.toString(),v={begin:h},x=null,A=!1;do{if(h.equals(r)){A=!0;break}let M=Instruction.parse(h);x=M;let O=l[M.address.toString()];if(O!==void 0){delete l[O.begin.toString()],l[g]=O,O.begin=v.begin,v=null;break}let N=null;switch(M.mnemonic){case"jmp":N=ptr(M.operands[0].value),A=!0;break;case"je":case"jg":case"jle":case"jne":case"js":N=ptr(M.operands[0].value);break;case"ret":A=!0;break}N!==null&&(a.add(N.toString()),c.push(N),c.sort((k,S)=>k.compare(S))),h=M.next}while(!A);v!==null&&(v.end=x.address.add(x.size),l[g]=v)}let d=Object.keys(l).map(h=>l[h]);d.sort((h,_)=>h.begin.compare(_.begin));let f=l[n.toString()];d.splice(d.indexOf(f),1),d.unshift(f);let p=new X86Writer(t,{pc:e}),u=!1,m=null;return d.forEach(h=>{let _=h.end.sub(h.begin).toInt32(),g=new X86Relocator(h.begin,p),v;for(;(v=g.readOne())!==0;){let x=g.input,{mnemonic:A}=x,M=x.address.toString();a.has(M)&&p.putLabel(M);let O=!0;switch(A){case"jmp":p.putJmpNearLabel(he(x.operands[0])),O=!1;break;case"je":case"jg":case"jle":case"jne":case"js":p.putJccNearLabel(A,he(x.operands[0]),"no-hint"),O=!1;break;case"mov":{let[N,k]=x.operands;if(N.type==="mem"&&k.type==="imm"){let S=N.value,T=S.disp;if(T===o&&k.value.valueOf()===0){if(m=S.base,p.putPushfx(),p.putPushax(),p.putMovRegReg("xbp","xsp"),E===4)p.putAndRegU32("esp",4294967280);else{let j=m!=="rdi"?"rdi":"rsi";p.putMovRegU64(j,uint64("0xfffffffffffffff0")),p.putAndRegReg("rsp",j)}p.putCallAddressWithAlignedArguments(s,[m]),p.putMovRegReg("xsp","xbp"),p.putPopax(),p.putPopfx(),u=!0,O=!1}else i.has(T)&&S.base===m&&(O=!1)}break}case"call":{let N=x.operands[0];N.type==="mem"&&N.value.disp===tn&&(E===4?(p.putPopReg("eax"),p.putMovRegRegOffsetPtr("eax","eax",4),p.putPushReg("eax")):p.putMovRegRegOffsetPtr("rdi","rdi",8),p.putCallAddressWithArguments(s,[]),u=!0,O=!1);break}}if(O?g.writeAll():g.skipOne(),v===_)break}g.dispose()}),p.dispose(),u||vr(),new NativeFunction(e,"void",["pointer"],K)}function Ld(t,e,n,r,o,i,s){let l={},a=new Set,c=ptr(1).not(),d=[n];for(;d.length>0;){let g=d.shift();if(Object.values(l).some(({begin:T,end:j})=>g.compare(T)>=0&&g.compare(j)<0))continue;let x=g.and(c),A=x.toString(),M=g.and(1),O={begin:x},N=null,k=!1,S=0;do{if(g.equals(r)){k=!0;break}let T=Instruction.parse(g),{mnemonic:j}=T;N=T;let R=g.and(c).toString(),D=l[R];if(D!==void 0){delete l[D.begin.toString()],l[A]=D,D.begin=O.begin,O=null;break}let U=S===0,F=null;switch(j){case"b":F=ptr(T.operands[0].value),k=U;break;case"beq.w":case"beq":case"bne":case"bne.w":case"bgt":F=ptr(T.operands[0].value);break;case"cbz":case"cbnz":F=ptr(T.operands[1].value);break;case"pop.w":U&&(k=T.operands.filter(B=>B.value==="pc").length===1);break}switch(j){case"it":S=1;break;case"itt":S=2;break;case"ittt":S=3;break;case"itttt":S=4;break;default:S>0&&S--;break}F!==null&&(a.add(F.toString()),d.push(F.or(M)),d.sort((B,ee)=>B.compare(ee))),g=T.next}while(!k);O!==null&&(O.end=N.address.add(N.size),l[A]=O)}let f=Object.keys(l).map(g=>l[g]);f.sort((g,v)=>g.begin.compare(v.begin));let p=l[n.and(c).toString()];f.splice(f.indexOf(p),1),f.unshift(p);let u=new ThumbWriter(t,{pc:e}),m=!1,h=null,_=null;return f.forEach(g=>{let v=new ThumbRelocator(g.begin,u),x=g.begin,A=g.end,M=0;do{if(v.readOne()===0)throw new Error("Unexpected end of block");let N=v.input;x=N.address,M=N.size;let{mnemonic:k}=N,S=x.toString();a.has(S)&&u.putLabel(S);let T=!0;switch(k){case"b":u.putBLabel(he(N.operands[0])),T=!1;break;case"beq.w":u.putBCondLabelWide("eq",he(N.operands[0])),T=!1;break;case"bne.w":u.putBCondLabelWide("ne",he(N.operands[0])),T=!1;break;case"beq":case"bne":case"bgt":u.putBCondLabelWide(k.substr(1),he(N.operands[0])),T=!1;break;case"cbz":{let j=N.operands;u.putCbzRegLabel(j[0].value,he(j[1])),T=!1;break}case"cbnz":{let j=N.operands;u.putCbnzRegLabel(j[0].value,he(j[1])),T=!1;break}case"str":case"str.w":{let j=N.operands[1].value,w=j.disp;if(w===o){h=j.base;let R=h!=="r4"?"r4":"r5",D=["r0","r1","r2","r3",R,"r9","r12","lr"];u.putPushRegs(D),u.putMrsRegReg(R,"apsr-nzcvq"),u.putCallAddressWithArguments(s,[h]),u.putMsrRegReg("apsr-nzcvq",R),u.putPopRegs(D),m=!0,T=!1}else i.has(w)&&j.base===h&&(T=!1);break}case"ldr":{let[j,w]=N.operands;if(w.type==="mem"){let R=w.value;R.base[0]==="r"&&R.disp===tn&&(_=j.value)}break}case"blx":N.operands[0].value===_&&(u.putLdrRegRegOffset("r0","r0",4),u.putCallAddressWithArguments(s,["r0"]),m=!0,_=null,T=!1);break}T?v.writeAll():v.skipOne()}while(!x.add(M).equals(A));v.dispose()}),u.dispose(),m||vr(),new NativeFunction(e.or(1),"void",["pointer"],K)}function kd(t,e,n,r,o,i,s){let l={},a=new Set,c=[n];for(;c.length>0;){let g=c.shift();if(Object.values(l).some(({begin:N,end:k})=>g.compare(N)>=0&&g.compare(k)<0))continue;let x=g.toString(),A={begin:g},M=null,O=!1;do{if(g.equals(r)){O=!0;break}let N;try{N=Instruction.parse(g)}catch(T){if(g.readU32()===0){O=!0;break}else throw T}M=N;let k=l[N.address.toString()];if(k!==void 0){delete l[k.begin.toString()],l[x]=k,k.begin=A.begin,A=null;break}let S=null;switch(N.mnemonic){case"b":S=ptr(N.operands[0].value),O=!0;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":S=ptr(N.operands[0].value);break;case"cbz":case"cbnz":S=ptr(N.operands[1].value);break;case"tbz":case"tbnz":S=ptr(N.operands[2].value);break;case"ret":O=!0;break}S!==null&&(a.add(S.toString()),c.push(S),c.sort((T,j)=>T.compare(j))),g=N.next}while(!O);A!==null&&(A.end=M.address.add(M.size),l[x]=A)}let d=Object.keys(l).map(g=>l[g]);d.sort((g,v)=>g.begin.compare(v.begin));let f=l[n.toString()];d.splice(d.indexOf(f),1),d.unshift(f);let p=new Arm64Writer(t,{pc:e});p.putBLabel("performTransition");let u=e.add(p.offset);p.putPushAllXRegisters(),p.putCallAddressWithArguments(s,["x0"]),p.putPopAllXRegisters(),p.putRet(),p.putLabel("performTransition");let m=!1,h=null,_=null;return d.forEach(g=>{let v=g.end.sub(g.begin).toInt32(),x=new Arm64Relocator(g.begin,p),A;for(;(A=x.readOne())!==0;){let M=x.input,{mnemonic:O}=M,N=M.address.toString();a.has(N)&&p.putLabel(N);let k=!0;switch(O){case"b":p.putBLabel(he(M.operands[0])),k=!1;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":p.putBCondLabel(O.substr(2),he(M.operands[0])),k=!1;break;case"cbz":{let S=M.operands;p.putCbzRegLabel(S[0].value,he(S[1])),k=!1;break}case"cbnz":{let S=M.operands;p.putCbnzRegLabel(S[0].value,he(S[1])),k=!1;break}case"tbz":{let S=M.operands;p.putTbzRegImmLabel(S[0].value,S[1].value.valueOf(),he(S[2])),k=!1;break}case"tbnz":{let S=M.operands;p.putTbnzRegImmLabel(S[0].value,S[1].value.valueOf(),he(S[2])),k=!1;break}case"str":{let S=M.operands,T=S[0].value,j=S[1].value,w=j.disp;T==="xzr"&&w===o?(h=j.base,p.putPushRegReg("x0","lr"),p.putMovRegReg("x0",h),p.putBlImm(u),p.putPopRegReg("x0","lr"),m=!0,k=!1):i.has(w)&&j.base===h&&(k=!1);break}case"ldr":{let S=M.operands,T=S[1].value;T.base[0]==="x"&&T.disp===tn&&(_=S[0].value);break}case"blr":M.operands[0].value===_&&(p.putLdrRegRegOffset("x0","x0",8),p.putCallAddressWithArguments(s,["x0"]),m=!0,_=null,k=!1);break}if(k?x.writeAll():x.skipOne(),A===v)break}x.dispose()}),p.dispose(),m||vr(),new NativeFunction(e,"void",["pointer"],K)}function vr(){throw new Error("Unable to parse ART internals; please file a bug")}function Nd(t){let e=t["art::ArtMethod::PrettyMethod"];e!==void 0&&(Interceptor.attach(e.impl,ie.hooks.ArtMethod.prettyMethod),Interceptor.flush())}function he(t){return ptr(t.value).toString()}function Md(t,e){return new NativeFunction(t,"pointer",e,K)}function jd(t,e){let n=new NativeFunction(t,"void",["pointer"].concat(e),K);return function(){let r=Memory.alloc(E);return n(r,...arguments),r.readPointer()}}function Zt(t,e){let{arch:n}=Process;switch(n){case"ia32":case"arm64":{let r;n==="ia32"?r=rt(64,s=>{let l=1+e.length,a=l*4;s.putSubRegImm("esp",a);for(let c=0;c!==l;c++){let d=c*4;s.putMovRegRegOffsetPtr("eax","esp",a+4+d),s.putMovRegOffsetPtrReg("esp",d,"eax")}s.putCallAddress(t),s.putAddRegImm("esp",a-4),s.putRet()}):r=rt(32,s=>{s.putMovRegReg("x8","x0"),e.forEach((l,a)=>{s.putMovRegReg("x"+a,"x"+(a+1))}),s.putLdrRegAddress("x7",t),s.putBrReg("x7")});let o=new NativeFunction(r,"void",["pointer"].concat(e),K),i=function(...s){o(...s)};return i.handle=r,i.impl=t,i}default:{let r=new NativeFunction(t,"void",["pointer"].concat(e),K);return r.impl=t,r}}}var Xt=class{constructor(){this.handle=Memory.alloc(vt)}dispose(){let[e,n]=this._getData();n||J().$delete(e)}disposeToString(){let e=this.toString();return this.dispose(),e}toString(){let[e]=this._getData();return e.readUtf8String()}_getData(){let e=this.handle,n=(e.readU8()&1)===0;return[n?e.add(1):e.add(2*E).readPointer(),n]}},ir=class{$delete(){this.dispose(),J().$delete(this)}constructor(e,n){this.handle=e,this._begin=e,this._end=e.add(E),this._storage=e.add(2*E),this._elementSize=n}init(){this.begin=NULL,this.end=NULL,this.storage=NULL}dispose(){J().$delete(this.begin)}get begin(){return this._begin.readPointer()}set begin(e){this._begin.writePointer(e)}get end(){return this._end.readPointer()}set end(e){this._end.writePointer(e)}get storage(){return this._storage.readPointer()}set storage(e){this._storage.writePointer(e)}get size(){return this.end.sub(this.begin).toInt32()/this._elementSize}},Et=class t extends ir{static $new(){let e=new t(J().$new(oc));return e.init(),e}constructor(e){super(e,E)}get handles(){let e=[],n=this.begin,r=this.end;for(;!n.equals(r);)e.push(n.readPointer()),n=n.add(E);return e}},Od=0,Ko=E,Qo=Ko+4,Rd=-1,en=class t{$delete(){this.dispose(),J().$delete(this)}constructor(e){this.handle=e,this._link=e.add(Od),this._numberOfReferences=e.add(Ko)}init(e,n){this.link=e,this.numberOfReferences=n}dispose(){}get link(){return new t(this._link.readPointer())}set link(e){this._link.writePointer(e)}get numberOfReferences(){return this._numberOfReferences.readS32()}set numberOfReferences(e){this._numberOfReferences.writeS32(e)}},Yo=Ud(Qo),Xo=Yo+E,Pd=Xo+E,St=class t extends en{static $new(e,n){let r=new t(J().$new(Pd));return r.init(e,n),r}constructor(e){super(e),this._self=e.add(Yo),this._currentScope=e.add(Xo);let o=(64-E-4-4)/4;this._scopeLayout=bt.layoutForCapacity(o),this._topHandleScopePtr=null}init(e,n){let r=e.add(ot(n).offset.topHandleScope);this._topHandleScopePtr=r,super.init(r.readPointer(),Rd),this.self=e,this.currentScope=bt.$new(this._scopeLayout),r.writePointer(this)}dispose(){this._topHandleScopePtr.writePointer(this.link);let e;for(;(e=this.currentScope)!==null;){let n=e.link;e.$delete(),this.currentScope=n}}get self(){return this._self.readPointer()}set self(e){this._self.writePointer(e)}get currentScope(){let e=this._currentScope.readPointer();return e.isNull()?null:new bt(e,this._scopeLayout)}set currentScope(e){this._currentScope.writePointer(e)}newHandle(e){return this.currentScope.newHandle(e)}},bt=class t extends en{static $new(e){let n=new t(J().$new(e.size),e);return n.init(),n}constructor(e,n){super(e);let{offset:r}=n;this._refsStorage=e.add(r.refsStorage),this._pos=e.add(r.pos),this._layout=n}init(){super.init(NULL,this._layout.numberOfReferences),this.pos=0}get pos(){return this._pos.readU32()}set pos(e){this._pos.writeU32(e)}newHandle(e){let n=this.pos,r=this._refsStorage.add(n*4);return r.writeS32(e.toInt32()),this.pos=n+1,r}static layoutForCapacity(e){let n=Qo,r=n+e*4;return{size:r+4,numberOfReferences:e,offset:{refsStorage:n,pos:r}}}},Fd={arm:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[26625,18947,17041,53505,19202,18200,18288,48896],s=i.length*2,l=s+4,a=l+4;return Memory.patchCode(r,a,function(c){i.forEach((d,f)=>{c.add(f*2).writeU16(d)}),c.add(s).writeS32(t),c.add(l).writePointer(o)}),r.or(1)},arm64:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[3107979265,402653378,1795293247,1409286241,1476395139,3592355936,3596551104],s=i.length*4,l=s+4,a=l+8;return Memory.patchCode(r,a,function(c){i.forEach((d,f)=>{c.add(f*4).writeU32(d)}),c.add(s).writeS32(t),c.add(l).writePointer(o)}),r}};function Er(t,e){return(Fd[Process.arch]||Dd)(t,e)}function Dd(t,e){return new NativeCallback(n=>{n.readS32()===t&&e(n)},"void",["pointer","pointer"])}function Ud(t){let e=t%E;return e!==0?t+E-e:t}var Vd=4,{pointerSize:z}=Process,Bd=256,zd=65536,Jd=131072,Gd=33554432,$d=67108864,Hd=134217728,He={exceptions:"propagate"},ri=de(iu),Zd=de(au),Wd=de(nu),Sr=null,wr=!1,sn=new Map,It=new Map;function Te(){return Sr===null&&(Sr=qd()),Sr}function qd(){let t=Process.enumerateModules().filter(a=>/jvm.(dll|dylib|so)$/.test(a.name));if(t.length===0)return null;let e=t[0],n={flavor:"jvm"},r=Process.platform==="windows"?[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]],"VMThread::execute":["VMThread::execute","void",["pointer"]],"Method::size":["Method::size","int",["int"]],"Method::set_native_function":["Method::set_native_function","void",["pointer","pointer","int"]],"Method::clear_native_function":["Method::clear_native_function","void",["pointer"]],"Method::jmethod_id":["Method::jmethod_id","pointer",["pointer"]],"ClassLoaderDataGraph::classes_do":["ClassLoaderDataGraph::classes_do","void",["pointer"]],"NMethodSweeper::sweep_code_cache":["NMethodSweeper::sweep_code_cache","void",[]],"OopMapCache::flush_obsolete_entries":["OopMapCache::flush_obsolete_entries","void",["pointer"]]},variables:{"VM_RedefineClasses::`vftable'":function(a){this.vtableRedefineClasses=a},"VM_RedefineClasses::doit":function(a){this.redefineClassesDoIt=a},"VM_RedefineClasses::doit_prologue":function(a){this.redefineClassesDoItPrologue=a},"VM_RedefineClasses::doit_epilogue":function(a){this.redefineClassesDoItEpilogue=a},"VM_RedefineClasses::allow_nested_vm_operations":function(a){this.redefineClassesAllow=a},"NMethodSweeper::_traversals":function(a){this.traversals=a},"NMethodSweeper::_should_sweep":function(a){this.shouldSweep=a}},optionals:[]}]:[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],_ZN6Method4sizeEb:["Method::size","int",["int"]],_ZN6Method19set_native_functionEPhb:["Method::set_native_function","void",["pointer","pointer","int"]],_ZN6Method21clear_native_functionEv:["Method::clear_native_function","void",["pointer"]],_ZN6Method24restore_unshareable_infoEP10JavaThread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method24restore_unshareable_infoEP6Thread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method11link_methodERK12methodHandleP10JavaThread:["Method::link_method","void",["pointer","pointer","pointer"]],_ZN6Method10jmethod_idEv:["Method::jmethod_id","pointer",["pointer"]],_ZN6Method10clear_codeEv:function(a){let c=new NativeFunction(a,"void",["pointer"],He);this["Method::clear_code"]=function(d){c(d)}},_ZN6Method10clear_codeEb:function(a){let c=new NativeFunction(a,"void",["pointer","int"],He),d=0;this["Method::clear_code"]=function(f){c(f,d)}},_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass:["VM_RedefineClasses::mark_dependent_code","void",["pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeEv:["VM_RedefineClasses::flush_dependent_code","void",[]],_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN19ResolvedMethodTable21adjust_method_entriesEPb:["ResolvedMethodTable::adjust_method_entries","void",["pointer"]],_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb:["MemberNameTable::adjust_method_entries","void",["pointer","pointer","pointer"]],_ZN17ConstantPoolCache21adjust_method_entriesEPb:function(a){let c=new NativeFunction(a,"void",["pointer","pointer"],He);this["ConstantPoolCache::adjust_method_entries"]=function(d,f,p){c(d,p)}},_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb:function(a){let c=new NativeFunction(a,"void",["pointer","pointer","pointer"],He);this["ConstantPoolCache::adjust_method_entries"]=function(d,f,p){c(d,f,p)}},_ZN20ClassLoaderDataGraph10classes_doEP12KlassClosure:["ClassLoaderDataGraph::classes_do","void",["pointer"]],_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb:["ClassLoaderDataGraph::clean_deallocate_lists","void",["int"]],_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_:["JavaThread::thread_from_jni_environment","pointer",["pointer"]],_ZN8VMThread7executeEP12VM_Operation:["VMThread::execute","void",["pointer"]],_ZN11OopMapCache22flush_obsolete_entriesEv:["OopMapCache::flush_obsolete_entries","void",["pointer"]],_ZN14NMethodSweeper11force_sweepEv:["NMethodSweeper::force_sweep","void",[]],_ZN14NMethodSweeper16sweep_code_cacheEv:["NMethodSweeper::sweep_code_cache","void",[]],_ZN14NMethodSweeper17sweep_in_progressEv:["NMethodSweeper::sweep_in_progress","bool",[]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]]},variables:{_ZN18VM_RedefineClasses14_the_class_oopE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses10_the_classE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass:function(a){this.doKlass=a},_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass:function(a){this.doKlass=a},_ZTV18VM_RedefineClasses:function(a){this.vtableRedefineClasses=a},_ZN18VM_RedefineClasses4doitEv:function(a){this.redefineClassesDoIt=a},_ZN18VM_RedefineClasses13doit_prologueEv:function(a){this.redefineClassesDoItPrologue=a},_ZN18VM_RedefineClasses13doit_epilogueEv:function(a){this.redefineClassesDoItEpilogue=a},_ZN18VM_RedefineClassesD0Ev:function(a){this.redefineClassesDispose0=a},_ZN18VM_RedefineClassesD1Ev:function(a){this.redefineClassesDispose1=a},_ZNK18VM_RedefineClasses26allow_nested_vm_operationsEv:function(a){this.redefineClassesAllow=a},_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream:function(a){this.redefineClassesOnError=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread:function(a){this.createNewDefaultVtableIndices=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread:function(a){this.createNewDefaultVtableIndices=a},_ZN19Abstract_VM_Version19jre_release_versionEv:function(a){let d=new NativeFunction(a,"pointer",[],He)().readCString();this.version=d.startsWith("1.8")?8:d.startsWith("9.")?9:parseInt(d.slice(0,2),10),this.versionS=d},_ZN14NMethodSweeper11_traversalsE:function(a){this.traversals=a},_ZN14NMethodSweeper21_sweep_fractions_leftE:function(a){this.fractions=a},_ZN14NMethodSweeper13_should_sweepE:function(a){this.shouldSweep=a}},optionals:["_ZN6Method24restore_unshareable_infoEP10JavaThread","_ZN6Method24restore_unshareable_infoEP6Thread","_ZN6Method11link_methodERK12methodHandleP10JavaThread","_ZN6Method10clear_codeEv","_ZN6Method10clear_codeEb","_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass","_ZN18VM_RedefineClasses20flush_dependent_codeEv","_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread","_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread","_ZN19ResolvedMethodTable21adjust_method_entriesEPb","_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb","_ZN17ConstantPoolCache21adjust_method_entriesEPb","_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb","_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb","_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_","_ZN14NMethodSweeper11force_sweepEv","_ZN14NMethodSweeper17sweep_in_progressEv","_ZN18VM_RedefineClasses14_the_class_oopE","_ZN18VM_RedefineClasses10_the_classE","_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass","_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass","_ZN18VM_RedefineClassesD0Ev","_ZN18VM_RedefineClassesD1Ev","_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread","_ZN14NMethodSweeper21_sweep_fractions_leftE"]}],o=[];if(r.forEach(function(a){let c=a.module,d=a.functions||{},f=a.variables||{},p=new Set(a.optionals||[]),u=c.enumerateExports().reduce(function(h,_){return h[_.name]=_,h},{}),m=c.enumerateSymbols().reduce(function(h,_){return h[_.name]=_,h},u);Object.keys(d).forEach(function(h){let _=m[h];if(_!==void 0){let g=d[h];typeof g=="function"?g.call(n,_.address):n[g[0]]=new NativeFunction(_.address,g[1],g[2],He)}else p.has(h)||o.push(h)}),Object.keys(f).forEach(function(h){let _=m[h];_!==void 0?f[h].call(n,_.address):p.has(h)||o.push(h)})}),o.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+o.join(", "));let i=Memory.alloc(z),s=Memory.alloc(Vd);if(ue("JNI_GetCreatedJavaVMs",n.JNI_GetCreatedJavaVMs(i,1,s)),s.readInt()===0)return null;n.vm=i.readPointer();let l=Process.platform==="windows"?{$new:["??2@YAPEAX_K@Z","pointer",["ulong"]],$delete:["??3@YAXPEAX@Z","void",["pointer"]]}:{$new:["_Znwm","pointer",["ulong"]],$delete:["_ZdlPv","void",["pointer"]]};for(let[a,[c,d,f]]of Object.entries(l)){let p=Module.findGlobalExportByName(c);if(p===null&&(p=DebugSymbol.fromName(c).address,p.isNull()))throw new Error(`unable to find C++ allocator API, missing: '${c}'`);n[a]=new NativeFunction(p,d,f,He)}return n.jvmti=Kd(n),n["JavaThread::thread_from_jni_environment"]===void 0&&(n["JavaThread::thread_from_jni_environment"]=Yd(n)),n}function Kd(t){let e=new Ae(t),n;return e.perform(()=>{let r=e.tryGetEnvHandle(Vt.v1_0);if(r===null)throw new Error("JVMTI not available");n=new je(r,e);let o=Memory.alloc(8);o.writeU64(Bt.canTagObjects);let i=n.addCapabilities(o);ue("getEnvJvmti::AddCapabilities",i)}),n}var Qd={x64:Xd};function Yd(t){let e=null,n=Qd[Process.arch];if(n!==void 0){let o=new Ae(t).perform(i=>i.handle.readPointer().add(6*z).readPointer());e=Oe(o,n,{limit:11})}return e===null?()=>{throw new Error("Unable to make thread_from_jni_environment() helper for the current architecture")}:r=>r.add(e)}function Xd(t){if(t.mnemonic!=="lea")return null;let{base:e,disp:n}=t.operands[1].value;return e==="rdi"&&n<0?n:null}function oi(t,e){}var Ir=class{constructor(e){this.methodId=e,this.method=e.readPointer(),this.originalMethod=null,this.newMethod=null,this.resolved=null,this.impl=null,this.key=e.toString(16)}replace(e,n,r,o,i){let{key:s}=this,l=It.get(s);l!==void 0&&(It.delete(s),this.method=l.method,this.originalMethod=l.originalMethod,this.newMethod=l.newMethod,this.resolved=l.resolved),this.impl=e,sn.set(s,this),ei(o)}revert(e){let{key:n}=this;sn.delete(n),It.set(n,this),ei(e)}resolveTarget(e,n,r,o){let{resolved:i,originalMethod:s,methodId:l}=this;if(i!==null)return i;if(s===null)return l;s.oldMethod.vtableIndexPtr.writeS32(-2);let c=Memory.alloc(z);return c.writePointer(this.method),this.resolved=c,c}};function ei(t){wr||(wr=!0,Script.nextTick(eu,t))}function eu(t){let e=new Map(sn),n=new Map(It);sn.clear(),It.clear(),wr=!1,t.perform(r=>{let o=Te(),i=o["JavaThread::thread_from_jni_environment"](r.handle),s=!1;ii(()=>{e.forEach(l=>{let{method:a,originalMethod:c,impl:d,methodId:f,newMethod:p}=l;c===null?(l.originalMethod=ai(a),l.newMethod=ru(a,d,i),ti(l.newMethod,f,i)):o["Method::set_native_function"](p.method,d,0)}),n.forEach(l=>{let{originalMethod:a,methodId:c,newMethod:d}=l;if(a!==null){ou(a);let f=a.oldMethod;f.oldMethod=d,ti(f,c,i),s=!0}})}),s&&tu(r.handle)})}function tu(t){let{fractions:e,shouldSweep:n,traversals:r,"NMethodSweeper::sweep_code_cache":o,"NMethodSweeper::sweep_in_progress":i,"NMethodSweeper::force_sweep":s,JVM_Sleep:l}=Te();if(s!==void 0)Thread.sleep(.05),s(),Thread.sleep(.05),s();else{let a=r.readS64(),c=a+2;for(;c>a;)e.writeS32(1),l(t,NULL,50),i()||ii(()=>{Thread.sleep(.05)}),n.readU8()===0&&(e.writeS32(1),o()),a=r.readS64()}}function ii(t,e,n){let{execute:r,vtable:o,vtableSize:i,doItOffset:s,prologueOffset:l,epilogueOffset:a}=Wd(),c=Memory.dup(o,i),d=Memory.alloc(z*25);d.writePointer(c);let f=new NativeCallback(t,"void",["pointer"]);c.add(s).writePointer(f);let p=null;e!==void 0&&(p=new NativeCallback(e,"int",["pointer"]),c.add(l).writePointer(p));let u=null;n!==void 0&&(u=new NativeCallback(n,"void",["pointer"]),c.add(a).writePointer(u)),r(d)}function nu(){let{vtableRedefineClasses:t,redefineClassesDoIt:e,redefineClassesDoItPrologue:n,redefineClassesDoItEpilogue:r,redefineClassesOnError:o,redefineClassesAllow:i,redefineClassesDispose0:s,redefineClassesDispose1:l,"VMThread::execute":a}=Te(),c=t.add(2*z),d=15*z,f=Memory.dup(c,d),p=new NativeCallback(()=>{},"void",["pointer"]),u,m,h;for(let _=0;_!==d;_+=z){let g=f.add(_),v=g.readPointer();o!==void 0&&v.equals(o)||s!==void 0&&v.equals(s)||l!==void 0&&v.equals(l)?g.writePointer(p):v.equals(e)?u=_:v.equals(n)?(m=_,g.writePointer(i)):v.equals(r)&&(h=_,g.writePointer(p))}return{execute:a,emptyCallback:p,vtable:f,vtableSize:d,doItOffset:u,prologueOffset:m,epilogueOffset:h}}function si(t){return new Ir(t)}function ti(t,e,n){let{method:r,oldMethod:o}=t,i=Te();t.methodsArray.add(t.methodIndex*z).writePointer(r),t.vtableIndex>=0&&t.vtable.add(t.vtableIndex*z).writePointer(r),e.writePointer(r),o.accessFlagsPtr.writeU32((o.accessFlags|zd|Jd)>>>0);let s=i["OopMapCache::flush_obsolete_entries"];if(s!==void 0){let{oopMapCache:m}=t;m.isNull()||s(m)}let l=i["VM_RedefineClasses::mark_dependent_code"],a=i["VM_RedefineClasses::flush_dependent_code"];l!==void 0?(l(NULL,t.instanceKlass),a()):a(NULL,t.instanceKlass,n);let c=Memory.alloc(1);c.writeU8(1),i["ConstantPoolCache::adjust_method_entries"](t.cache,t.instanceKlass,c);let d=Memory.alloc(3*z),f=Memory.alloc(z);f.writePointer(i.doKlass),d.writePointer(f),d.add(z).writePointer(n),d.add(2*z).writePointer(n),i.redefineClass!==void 0&&i.redefineClass.writePointer(t.instanceKlass),i["ClassLoaderDataGraph::classes_do"](d);let p=i["ResolvedMethodTable::adjust_method_entries"];if(p!==void 0)p(c);else{let{memberNames:m}=t;if(!m.isNull()){let h=i["MemberNameTable::adjust_method_entries"];h!==void 0&&h(m,t.instanceKlass,c)}}let u=i["ClassLoaderDataGraph::clean_deallocate_lists"];u!==void 0&&u(0)}function ru(t,e,n){let r=Te(),o=ai(t);o.constPtr.writePointer(o.const);let i=(o.accessFlags|Bd|Gd|$d|Hd)>>>0;if(o.accessFlagsPtr.writeU32(i),o.signatureHandler.writePointer(NULL),o.adapter.writePointer(NULL),o.i2iEntry.writePointer(NULL),r["Method::clear_code"](o.method),o.dataPtr.writePointer(NULL),o.countersPtr.writePointer(NULL),o.stackmapPtr.writePointer(NULL),r["Method::clear_native_function"](o.method),r["Method::set_native_function"](o.method,e,0),r["Method::restore_unshareable_info"](o.method,n),r.version>=17){let s=Memory.alloc(2*z);s.writePointer(o.method),s.add(z).writePointer(n),r["Method::link_method"](o.method,s,n)}return o}function ai(t){let e=ri(),n=t.add(e.method.constMethodOffset).readPointer(),r=n.add(e.constMethod.sizeOffset).readS32()*z,o=Memory.alloc(r+e.method.size);Memory.copy(o,n,r);let i=o.add(r);Memory.copy(i,t,e.method.size);let s=ni(i,o,r),l=ni(t,n,r);return s.oldMethod=l,s}function ni(t,e,n){let r=Te(),o=ri(),i=t.add(o.method.constMethodOffset),s=t.add(o.method.methodDataOffset),l=t.add(o.method.methodCountersOffset),a=t.add(o.method.accessFlagsOffset),c=a.readU32(),d=o.getAdapterPointer(t,e),f=t.add(o.method.i2iEntryOffset),p=t.add(o.method.signatureHandlerOffset),u=e.add(o.constMethod.constantPoolOffset).readPointer(),m=e.add(o.constMethod.stackmapDataOffset),h=u.add(o.constantPool.instanceKlassOffset).readPointer(),_=u.add(o.constantPool.cacheOffset).readPointer(),g=Zd(),v=h.add(g.methodsOffset).readPointer(),x=v.readS32(),A=v.add(z),M=e.add(o.constMethod.methodIdnumOffset).readU16(),O=t.add(o.method.vtableIndexOffset),N=O.readS32(),k=h.add(g.vtableOffset),S=h.add(g.oopMapCacheOffset).readPointer(),T=r.version>=10?h.add(g.memberNamesOffset).readPointer():NULL;return{method:t,methodSize:o.method.size,const:e,constSize:n,constPtr:i,dataPtr:s,countersPtr:l,stackmapPtr:m,instanceKlass:h,methodsArray:A,methodsCount:x,methodIndex:M,vtableIndex:N,vtableIndexPtr:O,vtable:k,accessFlags:c,accessFlagsPtr:a,adapter:d,i2iEntry:f,signatureHandler:p,memberNames:T,cache:_,oopMapCache:S}}function ou(t){let{oldMethod:e}=t;e.accessFlagsPtr.writeU32(e.accessFlags),e.vtableIndexPtr.writeS32(e.vtableIndex)}function iu(){let t=Te(),{version:e}=t,n;e>=17?n="method:early":e>=9&&e<=16?n="const-method":n="method:late";let o=t["Method::size"](1)*z,i=z,s=2*z,l=3*z,a=4*z,c=n==="method:early"?z:0,d=a+c,f=d+4,p=f+4+8,u=p+z,m=c!==0?a:u,h=o-2*z,_=o-z,g=8,v=g+z,x=v+z,A=n==="const-method"?z:0,M=x+A,O=M+14,N=2*z,k=3*z;return{getAdapterPointer:A!==0?function(T,j){return j.add(x)}:function(T,j){return T.add(m)},method:{size:o,constMethodOffset:i,methodDataOffset:s,methodCountersOffset:l,accessFlagsOffset:d,vtableIndexOffset:f,i2iEntryOffset:p,nativeFunctionOffset:h,signatureHandlerOffset:_},constMethod:{constantPoolOffset:g,stackmapDataOffset:v,sizeOffset:M,methodIdnumOffset:O},constantPool:{cacheOffset:N,instanceKlassOffset:k}}}var su={x64:lu};function au(){let{version:t,createNewDefaultVtableIndices:e}=Te(),n=su[Process.arch];if(n===void 0)throw new Error(`Missing vtable offset parser for ${Process.arch}`);let r=Oe(e,n,{limit:32});if(r===null)throw new Error("Unable to deduce vtable offset");let o=t>=10&&t<=11||t>=15?17:18,i=r-7*z,s=r-17*z,l=r-o*z;return{vtableOffset:r,methodsOffset:i,memberNamesOffset:s,oopMapCacheOffset:l}}function lu(t){if(t.mnemonic!=="mov")return null;let e=t.operands[0];if(e.type!=="mem")return null;let{value:n}=e;if(n.scale!==1)return null;let{disp:r}=n;return r<256?null:r+16}var li=J;try{wt()}catch{li=Te}var xt=li;var cu=`#include <json-glib/json-glib.h>
#include <string.h>

#define kAccStatic 0x0008
#define kAccConstructor 0x00010000

typedef struct _Model Model;
typedef struct _EnumerateMethodsContext EnumerateMethodsContext;

typedef struct _JavaApi JavaApi;
typedef struct _JavaClassApi JavaClassApi;
typedef struct _JavaMethodApi JavaMethodApi;
typedef struct _JavaFieldApi JavaFieldApi;

typedef struct _JNIEnv JNIEnv;
typedef guint8 jboolean;
typedef gint32 jint;
typedef jint jsize;
typedef gpointer jobject;
typedef jobject jclass;
typedef jobject jstring;
typedef jobject jarray;
typedef jarray jobjectArray;
typedef gpointer jfieldID;
typedef gpointer jmethodID;

typedef struct _jvmtiEnv jvmtiEnv;
typedef enum
{
  JVMTI_ERROR_NONE = 0
} jvmtiError;

typedef struct _ArtApi ArtApi;
typedef guint32 ArtHeapReference;
typedef struct _ArtObject ArtObject;
typedef struct _ArtClass ArtClass;
typedef struct _ArtClassLinker ArtClassLinker;
typedef struct _ArtClassVisitor ArtClassVisitor;
typedef struct _ArtClassVisitorVTable ArtClassVisitorVTable;
typedef struct _ArtMethod ArtMethod;
typedef struct _ArtString ArtString;

typedef union _StdString StdString;
typedef struct _StdStringShort StdStringShort;
typedef struct _StdStringLong StdStringLong;

typedef void (* ArtVisitClassesFunc) (ArtClassLinker * linker, ArtClassVisitor * visitor);
typedef const char * (* ArtGetClassDescriptorFunc) (ArtClass * klass, StdString * storage);
typedef void (* ArtPrettyMethodFunc) (StdString * result, ArtMethod * method, jboolean with_signature);

struct _Model
{
  GHashTable * members;
};

struct _EnumerateMethodsContext
{
  GPatternSpec * class_query;
  GPatternSpec * method_query;
  jboolean include_signature;
  jboolean ignore_case;
  jboolean skip_system_classes;
  GHashTable * groups;
};

struct _JavaClassApi
{
  jmethodID get_declared_methods;
  jmethodID get_declared_fields;
};

struct _JavaMethodApi
{
  jmethodID get_name;
  jmethodID get_modifiers;
};

struct _JavaFieldApi
{
  jmethodID get_name;
  jmethodID get_modifiers;
};

struct _JavaApi
{
  jvmtiEnv * jvmti;
  JavaClassApi clazz;
  JavaMethodApi method;
  JavaFieldApi field;
};

struct _JNIEnv
{
  gpointer * functions;
};

struct _jvmtiEnv
{
  gpointer * functions;
};

struct _ArtApi
{
  gboolean available;

  guint class_offset_ifields;
  guint class_offset_methods;
  guint class_offset_sfields;
  guint class_offset_copied_methods_offset;

  guint method_size;
  guint method_offset_access_flags;

  guint field_size;
  guint field_offset_access_flags;

  guint alignment_padding;

  ArtClassLinker * linker;
  ArtVisitClassesFunc visit_classes;
  ArtGetClassDescriptorFunc get_class_descriptor;
  ArtPrettyMethodFunc pretty_method;

  void (* free) (gpointer mem);
};

struct _ArtObject
{
  ArtHeapReference klass;
  ArtHeapReference monitor;
};

struct _ArtClass
{
  ArtObject parent;

  ArtHeapReference class_loader;
};

struct _ArtClassVisitor
{
  ArtClassVisitorVTable * vtable;
  gpointer user_data;
};

struct _ArtClassVisitorVTable
{
  void (* reserved1) (ArtClassVisitor * self);
  void (* reserved2) (ArtClassVisitor * self);
  jboolean (* visit) (ArtClassVisitor * self, ArtClass * klass);
};

struct _ArtString
{
  ArtObject parent;

  gint32 count;
  guint32 hash_code;

  union
  {
    guint16 value[0];
    guint8 value_compressed[0];
  };
};

struct _StdStringShort
{
  guint8 size;
  gchar data[(3 * sizeof (gpointer)) - sizeof (guint8)];
};

struct _StdStringLong
{
  gsize capacity;
  gsize size;
  gchar * data;
};

union _StdString
{
  StdStringShort s;
  StdStringLong l;
};

static void model_add_method (Model * self, const gchar * name, jmethodID id, jint modifiers);
static void model_add_field (Model * self, const gchar * name, jfieldID id, jint modifiers);
static void model_free (Model * model);

static jboolean collect_matching_class_methods (ArtClassVisitor * self, ArtClass * klass);
static gchar * finalize_method_groups_to_json (GHashTable * groups);
static GPatternSpec * make_pattern_spec (const gchar * pattern, jboolean ignore_case);
static gchar * class_name_from_signature (const gchar * signature);
static gchar * format_method_signature (const gchar * name, const gchar * signature);
static void append_type (GString * output, const gchar ** type);

static gpointer read_art_array (gpointer object_base, guint field_offset, guint length_size, guint * length);

static void std_string_destroy (StdString * str);
static gchar * std_string_c_str (StdString * self);

extern GMutex lock;
extern GArray * models;
extern JavaApi java_api;
extern ArtApi art_api;

void
init (void)
{
  g_mutex_init (&lock);
  models = g_array_new (FALSE, FALSE, sizeof (Model *));
}

void
finalize (void)
{
  guint n, i;

  n = models->len;
  for (i = 0; i != n; i++)
  {
    Model * model = g_array_index (models, Model *, i);
    model_free (model);
  }

  g_array_unref (models);
  g_mutex_clear (&lock);
}

Model *
model_new (jclass class_handle,
           gpointer class_object,
           JNIEnv * env)
{
  Model * model;
  GHashTable * members;
  jvmtiEnv * jvmti = java_api.jvmti;
  gpointer * funcs = env->functions;
  jmethodID (* from_reflected_method) (JNIEnv *, jobject) = funcs[7];
  jfieldID (* from_reflected_field) (JNIEnv *, jobject) = funcs[8];
  jobject (* to_reflected_method) (JNIEnv *, jclass, jmethodID, jboolean) = funcs[9];
  jobject (* to_reflected_field) (JNIEnv *, jclass, jfieldID, jboolean) = funcs[12];
  void (* delete_local_ref) (JNIEnv *, jobject) = funcs[23];
  jobject (* call_object_method) (JNIEnv *, jobject, jmethodID, ...) = funcs[34];
  jint (* call_int_method) (JNIEnv *, jobject, jmethodID, ...) = funcs[49];
  const char * (* get_string_utf_chars) (JNIEnv *, jstring, jboolean *) = funcs[169];
  void (* release_string_utf_chars) (JNIEnv *, jstring, const char *) = funcs[170];
  jsize (* get_array_length) (JNIEnv *, jarray) = funcs[171];
  jobject (* get_object_array_element) (JNIEnv *, jobjectArray, jsize) = funcs[173];
  jsize n, i;

  model = g_new (Model, 1);

  members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  model->members = members;

  if (jvmti != NULL)
  {
    gpointer * jf = jvmti->functions - 1;
    jvmtiError (* deallocate) (jvmtiEnv *, void * mem) = jf[47];
    jvmtiError (* get_class_methods) (jvmtiEnv *, jclass, jint *, jmethodID **) = jf[52];
    jvmtiError (* get_class_fields) (jvmtiEnv *, jclass, jint *, jfieldID **) = jf[53];
    jvmtiError (* get_field_name) (jvmtiEnv *, jclass, jfieldID, char **, char **, char **) = jf[60];
    jvmtiError (* get_field_modifiers) (jvmtiEnv *, jclass, jfieldID, jint *) = jf[62];
    jvmtiError (* get_method_name) (jvmtiEnv *, jmethodID, char **, char **, char **) = jf[64];
    jvmtiError (* get_method_modifiers) (jvmtiEnv *, jmethodID, jint *) = jf[66];
    jint method_count;
    jmethodID * methods;
    jint field_count;
    jfieldID * fields;
    char * name;
    jint modifiers;

    get_class_methods (jvmti, class_handle, &method_count, &methods);
    for (i = 0; i != method_count; i++)
    {
      jmethodID method = methods[i];

      get_method_name (jvmti, method, &name, NULL, NULL);
      get_method_modifiers (jvmti, method, &modifiers);

      model_add_method (model, name, method, modifiers);

      deallocate (jvmti, name);
    }
    deallocate (jvmti, methods);

    get_class_fields (jvmti, class_handle, &field_count, &fields);
    for (i = 0; i != field_count; i++)
    {
      jfieldID field = fields[i];

      get_field_name (jvmti, class_handle, field, &name, NULL, NULL);
      get_field_modifiers (jvmti, class_handle, field, &modifiers);

      model_add_field (model, name, field, modifiers);

      deallocate (jvmti, name);
    }
    deallocate (jvmti, fields);
  }
  else if (art_api.available)
  {
    gpointer elements;
    guint n, i;
    const guint field_arrays[] = {
      art_api.class_offset_ifields,
      art_api.class_offset_sfields
    };
    guint field_array_cursor;
    gboolean merged_fields = art_api.class_offset_sfields == 0;

    elements = read_art_array (class_object, art_api.class_offset_methods, sizeof (gsize), NULL);
    n = *(guint16 *) (class_object + art_api.class_offset_copied_methods_offset);
    for (i = 0; i != n; i++)
    {
      jmethodID id;
      guint32 access_flags;
      jboolean is_static;
      jobject method, name;
      const char * name_str;
      jint modifiers;

      id = elements + (i * art_api.method_size);

      access_flags = *(guint32 *) (id + art_api.method_offset_access_flags);
      if ((access_flags & kAccConstructor) != 0)
        continue;
      is_static = (access_flags & kAccStatic) != 0;
      method = to_reflected_method (env, class_handle, id, is_static);
      name = call_object_method (env, method, java_api.method.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      modifiers = access_flags & 0xffff;

      model_add_method (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, method);
    }

    for (field_array_cursor = 0; field_array_cursor != G_N_ELEMENTS (field_arrays); field_array_cursor++)
    {
      jboolean is_static;

      if (field_arrays[field_array_cursor] == 0)
        continue;

      if (!merged_fields)
        is_static = field_array_cursor == 1;

      elements = read_art_array (class_object, field_arrays[field_array_cursor], sizeof (guint32), &n);
      for (i = 0; i != n; i++)
      {
        jfieldID id;
        guint32 access_flags;
        jobject field, name;
        const char * name_str;
        jint modifiers;

        id = elements + (i * art_api.field_size);

        access_flags = *(guint32 *) (id + art_api.field_offset_access_flags);
        if (merged_fields)
          is_static = (access_flags & kAccStatic) != 0;
        field = to_reflected_field (env, class_handle, id, is_static);
        name = call_object_method (env, field, java_api.field.get_name);
        name_str = get_string_utf_chars (env, name, NULL);
        modifiers = access_flags & 0xffff;

        model_add_field (model, name_str, id, modifiers);

        release_string_utf_chars (env, name, name_str);
        delete_local_ref (env, name);
        delete_local_ref (env, field);
      }
    }
  }
  else
  {
    jobject elements;

    elements = call_object_method (env, class_handle, java_api.clazz.get_declared_methods);
    n = get_array_length (env, elements);
    for (i = 0; i != n; i++)
    {
      jobject method, name;
      const char * name_str;
      jmethodID id;
      jint modifiers;

      method = get_object_array_element (env, elements, i);
      name = call_object_method (env, method, java_api.method.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      id = from_reflected_method (env, method);
      modifiers = call_int_method (env, method, java_api.method.get_modifiers);

      model_add_method (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, method);
    }
    delete_local_ref (env, elements);

    elements = call_object_method (env, class_handle, java_api.clazz.get_declared_fields);
    n = get_array_length (env, elements);
    for (i = 0; i != n; i++)
    {
      jobject field, name;
      const char * name_str;
      jfieldID id;
      jint modifiers;

      field = get_object_array_element (env, elements, i);
      name = call_object_method (env, field, java_api.field.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      id = from_reflected_field (env, field);
      modifiers = call_int_method (env, field, java_api.field.get_modifiers);

      model_add_field (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, field);
    }
    delete_local_ref (env, elements);
  }

  g_mutex_lock (&lock);
  g_array_append_val (models, model);
  g_mutex_unlock (&lock);

  return model;
}

static void
model_add_method (Model * self,
                  const gchar * name,
                  jmethodID id,
                  jint modifiers)
{
  GHashTable * members = self->members;
  gchar * key, type;
  const gchar * value;

  if (name[0] == '$')
    key = g_strdup_printf ("_%s", name);
  else
    key = g_strdup (name);

  type = (modifiers & kAccStatic) != 0 ? 's' : 'i';

  value = g_hash_table_lookup (members, key);
  if (value == NULL)
    g_hash_table_insert (members, key, g_strdup_printf ("m:%c0x%zx", type, id));
  else
    g_hash_table_insert (members, key, g_strdup_printf ("%s:%c0x%zx", value, type, id));
}

static void
model_add_field (Model * self,
                 const gchar * name,
                 jfieldID id,
                 jint modifiers)
{
  GHashTable * members = self->members;
  gchar * key, type;

  if (name[0] == '$')
    key = g_strdup_printf ("_%s", name);
  else
    key = g_strdup (name);
  while (g_hash_table_contains (members, key))
  {
    gchar * new_key = g_strdup_printf ("_%s", key);
    g_free (key);
    key = new_key;
  }

  type = (modifiers & kAccStatic) != 0 ? 's' : 'i';

  g_hash_table_insert (members, key, g_strdup_printf ("f:%c0x%zx", type, id));
}

static void
model_free (Model * model)
{
  g_hash_table_unref (model->members);

  g_free (model);
}

gboolean
model_has (Model * self,
           const gchar * member)
{
  return g_hash_table_contains (self->members, member);
}

const gchar *
model_find (Model * self,
            const gchar * member)
{
  return g_hash_table_lookup (self->members, member);
}

gchar *
model_list (Model * self)
{
  GString * result;
  GHashTableIter iter;
  guint i;
  const gchar * name;

  result = g_string_sized_new (128);

  g_string_append_c (result, '[');

  g_hash_table_iter_init (&iter, self->members);
  for (i = 0; g_hash_table_iter_next (&iter, (gpointer *) &name, NULL); i++)
  {
    if (i > 0)
      g_string_append_c (result, ',');

    g_string_append_c (result, '"');
    g_string_append (result, name);
    g_string_append_c (result, '"');
  }

  g_string_append_c (result, ']');

  return g_string_free (result, FALSE);
}

gchar *
enumerate_methods_art (const gchar * class_query,
                       const gchar * method_query,
                       jboolean include_signature,
                       jboolean ignore_case,
                       jboolean skip_system_classes)
{
  gchar * result;
  EnumerateMethodsContext ctx;
  ArtClassVisitor visitor;
  ArtClassVisitorVTable visitor_vtable = { NULL, };

  ctx.class_query = make_pattern_spec (class_query, ignore_case);
  ctx.method_query = make_pattern_spec (method_query, ignore_case);
  ctx.include_signature = include_signature;
  ctx.ignore_case = ignore_case;
  ctx.skip_system_classes = skip_system_classes;
  ctx.groups = g_hash_table_new_full (NULL, NULL, NULL, NULL);

  visitor.vtable = &visitor_vtable;
  visitor.user_data = &ctx;

  visitor_vtable.visit = collect_matching_class_methods;

  art_api.visit_classes (art_api.linker, &visitor);

  result = finalize_method_groups_to_json (ctx.groups);

  g_hash_table_unref (ctx.groups);
  g_pattern_spec_free (ctx.method_query);
  g_pattern_spec_free (ctx.class_query);

  return result;
}

static jboolean
collect_matching_class_methods (ArtClassVisitor * self,
                                ArtClass * klass)
{
  EnumerateMethodsContext * ctx = self->user_data;
  const char * descriptor;
  StdString descriptor_storage = { 0, };
  gchar * class_name = NULL;
  gchar * class_name_copy = NULL;
  const gchar * normalized_class_name;
  JsonBuilder * group;
  size_t class_name_length;
  GHashTable * seen_method_names;
  gpointer elements;
  guint n, i;

  if (ctx->skip_system_classes && klass->class_loader == 0)
    goto skip_class;

  descriptor = art_api.get_class_descriptor (klass, &descriptor_storage);
  if (descriptor[0] != 'L')
    goto skip_class;

  class_name = class_name_from_signature (descriptor);

  if (ctx->ignore_case)
  {
    class_name_copy = g_utf8_strdown (class_name, -1);
    normalized_class_name = class_name_copy;
  }
  else
  {
    normalized_class_name = class_name;
  }

  if (!g_pattern_match_string (ctx->class_query, normalized_class_name))
    goto skip_class;

  group = NULL;
  class_name_length = strlen (class_name);
  seen_method_names = ctx->include_signature ? NULL : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  elements = read_art_array (klass, art_api.class_offset_methods, sizeof (gsize), NULL);
  n = *(guint16 *) ((gpointer) klass + art_api.class_offset_copied_methods_offset);
  for (i = 0; i != n; i++)
  {
    ArtMethod * method;
    guint32 access_flags;
    jboolean is_constructor;
    StdString method_name = { 0, };
    const gchar * bare_method_name;
    gchar * bare_method_name_copy = NULL;
    const gchar * normalized_method_name;
    gchar * normalized_method_name_copy = NULL;

    method = elements + (i * art_api.method_size);

    access_flags = *(guint32 *) ((gpointer) method + art_api.method_offset_access_flags);
    is_constructor = (access_flags & kAccConstructor) != 0;

    art_api.pretty_method (&method_name, method, ctx->include_signature);
    bare_method_name = std_string_c_str (&method_name);
    if (ctx->include_signature)
    {
      const gchar * return_type_end, * name_begin;
      GString * name;

      return_type_end = strchr (bare_method_name, ' ');
      name_begin = return_type_end + 1 + class_name_length + 1;
      if (is_constructor && g_str_has_prefix (name_begin, "<clinit>"))
        goto skip_method;

      name = g_string_sized_new (64);

      if (is_constructor)
      {
        g_string_append (name, "$init");
        g_string_append (name, strchr (name_begin, '>') + 1);
      }
      else
      {
        g_string_append (name, name_begin);
      }
      g_string_append (name, ": ");
      g_string_append_len (name, bare_method_name, return_type_end - bare_method_name);

      bare_method_name_copy = g_string_free (name, FALSE);
      bare_method_name = bare_method_name_copy;
    }
    else
    {
      const gchar * name_begin;

      name_begin = bare_method_name + class_name_length + 1;
      if (is_constructor && strcmp (name_begin, "<clinit>") == 0)
        goto skip_method;

      if (is_constructor)
        bare_method_name = "$init";
      else
        bare_method_name += class_name_length + 1;
    }

    if (seen_method_names != NULL && g_hash_table_contains (seen_method_names, bare_method_name))
      goto skip_method;

    if (ctx->ignore_case)
    {
      normalized_method_name_copy = g_utf8_strdown (bare_method_name, -1);
      normalized_method_name = normalized_method_name_copy;
    }
    else
    {
      normalized_method_name = bare_method_name;
    }

    if (!g_pattern_match_string (ctx->method_query, normalized_method_name))
      goto skip_method;

    if (group == NULL)
    {
      group = g_hash_table_lookup (ctx->groups, GUINT_TO_POINTER (klass->class_loader));
      if (group == NULL)
      {
        group = json_builder_new_immutable ();
        g_hash_table_insert (ctx->groups, GUINT_TO_POINTER (klass->class_loader), group);

        json_builder_begin_object (group);

        json_builder_set_member_name (group, "loader");
        json_builder_add_int_value (group, klass->class_loader);

        json_builder_set_member_name (group, "classes");
        json_builder_begin_array (group);
      }

      json_builder_begin_object (group);

      json_builder_set_member_name (group, "name");
      json_builder_add_string_value (group, class_name);

      json_builder_set_member_name (group, "methods");
      json_builder_begin_array (group);
    }

    json_builder_add_string_value (group, bare_method_name);

    if (seen_method_names != NULL)
      g_hash_table_add (seen_method_names, g_strdup (bare_method_name));

skip_method:
    g_free (normalized_method_name_copy);
    g_free (bare_method_name_copy);
    std_string_destroy (&method_name);
  }

  if (seen_method_names != NULL)
    g_hash_table_unref (seen_method_names);

  if (group == NULL)
    goto skip_class;

  json_builder_end_array (group);
  json_builder_end_object (group);

skip_class:
  g_free (class_name_copy);
  g_free (class_name);
  std_string_destroy (&descriptor_storage);

  return TRUE;
}

gchar *
enumerate_methods_jvm (const gchar * class_query,
                       const gchar * method_query,
                       jboolean include_signature,
                       jboolean ignore_case,
                       jboolean skip_system_classes,
                       JNIEnv * env)
{
  gchar * result;
  GPatternSpec * class_pattern, * method_pattern;
  GHashTable * groups;
  gpointer * ef = env->functions;
  jobject (* new_global_ref) (JNIEnv *, jobject) = ef[21];
  void (* delete_local_ref) (JNIEnv *, jobject) = ef[23];
  jboolean (* is_same_object) (JNIEnv *, jobject, jobject) = ef[24];
  jvmtiEnv * jvmti = java_api.jvmti;
  gpointer * jf = jvmti->functions - 1;
  jvmtiError (* deallocate) (jvmtiEnv *, void * mem) = jf[47];
  jvmtiError (* get_class_signature) (jvmtiEnv *, jclass, char **, char **) = jf[48];
  jvmtiError (* get_class_methods) (jvmtiEnv *, jclass, jint *, jmethodID **) = jf[52];
  jvmtiError (* get_class_loader) (jvmtiEnv *, jclass, jobject *) = jf[57];
  jvmtiError (* get_method_name) (jvmtiEnv *, jmethodID, char **, char **, char **) = jf[64];
  jvmtiError (* get_loaded_classes) (jvmtiEnv *, jint *, jclass **) = jf[78];
  jint class_count, class_index;
  jclass * classes;

  class_pattern = make_pattern_spec (class_query, ignore_case);
  method_pattern = make_pattern_spec (method_query, ignore_case);
  groups = g_hash_table_new_full (NULL, NULL, NULL, NULL);

  if (get_loaded_classes (jvmti, &class_count, &classes) != JVMTI_ERROR_NONE)
    goto emit_results;

  for (class_index = 0; class_index != class_count; class_index++)
  {
    jclass klass = classes[class_index];
    jobject loader = NULL;
    gboolean have_loader = FALSE;
    char * signature = NULL;
    gchar * class_name = NULL;
    gchar * class_name_copy = NULL;
    const gchar * normalized_class_name;
    jint method_count, method_index;
    jmethodID * methods = NULL;
    JsonBuilder * group = NULL;
    GHashTable * seen_method_names = NULL;

    if (skip_system_classes)
    {
      if (get_class_loader (jvmti, klass, &loader) != JVMTI_ERROR_NONE)
        goto skip_class;
      have_loader = TRUE;

      if (loader == NULL)
        goto skip_class;
    }

    if (get_class_signature (jvmti, klass, &signature, NULL) != JVMTI_ERROR_NONE)
      goto skip_class;

    class_name = class_name_from_signature (signature);

    if (ignore_case)
    {
      class_name_copy = g_utf8_strdown (class_name, -1);
      normalized_class_name = class_name_copy;
    }
    else
    {
      normalized_class_name = class_name;
    }

    if (!g_pattern_match_string (class_pattern, normalized_class_name))
      goto skip_class;

    if (get_class_methods (jvmti, klass, &method_count, &methods) != JVMTI_ERROR_NONE)
      goto skip_class;

    if (!include_signature)
      seen_method_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (method_index = 0; method_index != method_count; method_index++)
    {
      jmethodID method = methods[method_index];
      const gchar * method_name;
      char * method_name_value = NULL;
      char * method_signature_value = NULL;
      gchar * method_name_copy = NULL;
      const gchar * normalized_method_name;
      gchar * normalized_method_name_copy = NULL;

      if (get_method_name (jvmti, method, &method_name_value, include_signature ? &method_signature_value : NULL, NULL) != JVMTI_ERROR_NONE)
        goto skip_method;
      method_name = method_name_value;

      if (method_name[0] == '<')
      {
        if (strcmp (method_name, "<init>") == 0)
          method_name = "$init";
        else if (strcmp (method_name, "<clinit>") == 0)
          goto skip_method;
      }

      if (include_signature)
      {
        method_name_copy = format_method_signature (method_name, method_signature_value);
        method_name = method_name_copy;
      }

      if (seen_method_names != NULL && g_hash_table_contains (seen_method_names, method_name))
        goto skip_method;

      if (ignore_case)
      {
        normalized_method_name_copy = g_utf8_strdown (method_name, -1);
        normalized_method_name = normalized_method_name_copy;
      }
      else
      {
        normalized_method_name = method_name;
      }

      if (!g_pattern_match_string (method_pattern, normalized_method_name))
        goto skip_method;

      if (group == NULL)
      {
        if (!have_loader && get_class_loader (jvmti, klass, &loader) != JVMTI_ERROR_NONE)
          goto skip_method;

        if (loader == NULL)
        {
          group = g_hash_table_lookup (groups, NULL);
        }
        else
        {
          GHashTableIter iter;
          jobject cur_loader;
          JsonBuilder * cur_group;

          g_hash_table_iter_init (&iter, groups);
          while (g_hash_table_iter_next (&iter, (gpointer *) &cur_loader, (gpointer *) &cur_group))
          {
            if (cur_loader != NULL && is_same_object (env, cur_loader, loader))
            {
              group = cur_group;
              break;
            }
          }
        }

        if (group == NULL)
        {
          jobject l;
          gchar * str;

          l = (loader != NULL) ? new_global_ref (env, loader) : NULL;

          group = json_builder_new_immutable ();
          g_hash_table_insert (groups, l, group);

          json_builder_begin_object (group);

          json_builder_set_member_name (group, "loader");
          str = g_strdup_printf ("0x%" G_GSIZE_MODIFIER "x", GPOINTER_TO_SIZE (l));
          json_builder_add_string_value (group, str);
          g_free (str);

          json_builder_set_member_name (group, "classes");
          json_builder_begin_array (group);
        }

        json_builder_begin_object (group);

        json_builder_set_member_name (group, "name");
        json_builder_add_string_value (group, class_name);

        json_builder_set_member_name (group, "methods");
        json_builder_begin_array (group);
      }

      json_builder_add_string_value (group, method_name);

      if (seen_method_names != NULL)
        g_hash_table_add (seen_method_names, g_strdup (method_name));

skip_method:
      g_free (normalized_method_name_copy);
      g_free (method_name_copy);
      deallocate (jvmti, method_signature_value);
      deallocate (jvmti, method_name_value);
    }

skip_class:
    if (group != NULL)
    {
      json_builder_end_array (group);
      json_builder_end_object (group);
    }

    if (seen_method_names != NULL)
      g_hash_table_unref (seen_method_names);

    deallocate (jvmti, methods);

    g_free (class_name_copy);
    g_free (class_name);
    deallocate (jvmti, signature);

    if (loader != NULL)
      delete_local_ref (env, loader);

    delete_local_ref (env, klass);
  }

  deallocate (jvmti, classes);

emit_results:
  result = finalize_method_groups_to_json (groups);

  g_hash_table_unref (groups);
  g_pattern_spec_free (method_pattern);
  g_pattern_spec_free (class_pattern);

  return result;
}

static gchar *
finalize_method_groups_to_json (GHashTable * groups)
{
  GString * result;
  GHashTableIter iter;
  guint i;
  JsonBuilder * group;

  result = g_string_sized_new (1024);

  g_string_append_c (result, '[');

  g_hash_table_iter_init (&iter, groups);
  for (i = 0; g_hash_table_iter_next (&iter, NULL, (gpointer *) &group); i++)
  {
    JsonNode * root;
    gchar * json;

    if (i > 0)
      g_string_append_c (result, ',');

    json_builder_end_array (group);
    json_builder_end_object (group);

    root = json_builder_get_root (group);
    json = json_to_string (root, FALSE);
    g_string_append (result, json);
    g_free (json);
    json_node_unref (root);

    g_object_unref (group);
  }

  g_string_append_c (result, ']');

  return g_string_free (result, FALSE);
}

static GPatternSpec *
make_pattern_spec (const gchar * pattern,
                   jboolean ignore_case)
{
  GPatternSpec * spec;

  if (ignore_case)
  {
    gchar * str = g_utf8_strdown (pattern, -1);
    spec = g_pattern_spec_new (str);
    g_free (str);
  }
  else
  {
    spec = g_pattern_spec_new (pattern);
  }

  return spec;
}

static gchar *
class_name_from_signature (const gchar * descriptor)
{
  gchar * result, * c;

  result = g_strdup (descriptor + 1);

  for (c = result; *c != '\\0'; c++)
  {
    if (*c == '/')
      *c = '.';
  }

  c[-1] = '\\0';

  return result;
}

static gchar *
format_method_signature (const gchar * name,
                         const gchar * signature)
{
  GString * sig;
  const gchar * cursor;
  gint arg_index;

  sig = g_string_sized_new (128);

  g_string_append (sig, name);

  cursor = signature;
  arg_index = -1;
  while (TRUE)
  {
    const gchar c = *cursor;

    if (c == '(')
    {
      g_string_append_c (sig, c);
      cursor++;
      arg_index = 0;
    }
    else if (c == ')')
    {
      g_string_append_c (sig, c);
      cursor++;
      break;
    }
    else
    {
      if (arg_index >= 1)
        g_string_append (sig, ", ");

      append_type (sig, &cursor);

      if (arg_index != -1)
        arg_index++;
    }
  }

  g_string_append (sig, ": ");
  append_type (sig, &cursor);

  return g_string_free (sig, FALSE);
}

static void
append_type (GString * output,
             const gchar ** type)
{
  const gchar * cursor = *type;

  switch (*cursor)
  {
    case 'Z':
      g_string_append (output, "boolean");
      cursor++;
      break;
    case 'B':
      g_string_append (output, "byte");
      cursor++;
      break;
    case 'C':
      g_string_append (output, "char");
      cursor++;
      break;
    case 'S':
      g_string_append (output, "short");
      cursor++;
      break;
    case 'I':
      g_string_append (output, "int");
      cursor++;
      break;
    case 'J':
      g_string_append (output, "long");
      cursor++;
      break;
    case 'F':
      g_string_append (output, "float");
      cursor++;
      break;
    case 'D':
      g_string_append (output, "double");
      cursor++;
      break;
    case 'V':
      g_string_append (output, "void");
      cursor++;
      break;
    case 'L':
    {
      gchar ch;

      cursor++;
      for (; (ch = *cursor) != ';'; cursor++)
      {
        g_string_append_c (output, (ch != '/') ? ch : '.');
      }
      cursor++;

      break;
    }
    case '[':
      *type = cursor + 1;
      append_type (output, type);
      g_string_append (output, "[]");
      return;
    default:
      g_string_append (output, "BUG");
      cursor++;
  }

  *type = cursor;
}

void
dealloc (gpointer mem)
{
  g_free (mem);
}

static gpointer
read_art_array (gpointer object_base,
                guint field_offset,
                guint length_size,
                guint * length)
{
  gpointer result, header;
  guint n;

  header = GSIZE_TO_POINTER (*(guint64 *) (object_base + field_offset));
  if (header != NULL)
  {
    result = header + length_size;
    if (length_size == sizeof (guint32))
      n = *(guint32 *) header;
    else
      n = *(guint64 *) header;
  }
  else
  {
    result = NULL;
    n = 0;
  }

  if (length != NULL)
    *length = n;

  return result;
}

static void
std_string_destroy (StdString * str)
{
  if ((str->l.capacity & 1) != 0)
    art_api.free (str->l.data);
}

static gchar *
std_string_c_str (StdString * self)
{
  if ((self->l.capacity & 1) != 0)
    return self->l.data;

  return self->s.data;
}
`,du=/(.+)!([^/]+)\/?([isu]+)?/,Ee=null,di=null,Ze=class t{static build(e,n){return ci(n),di(e,n,r=>new t(Ee.new(e,r,n)))}static enumerateMethods(e,n,r){ci(r);let o=e.match(du);if(o===null)throw new Error("Invalid query; format is: class!method -- see documentation of Java.enumerateMethods(query) for details");let i=Memory.allocUtf8String(o[1]),s=Memory.allocUtf8String(o[2]),l=!1,a=!1,c=!1,d=o[3];d!==void 0&&(l=d.indexOf("s")!==-1,a=d.indexOf("i")!==-1,c=d.indexOf("u")!==-1);let f;if(n.jvmti!==null){let p=Ee.enumerateMethodsJvm(i,s,it(l),it(a),it(c),r);try{f=JSON.parse(p.readUtf8String()).map(u=>{let m=ptr(u.loader);return u.loader=m.isNull()?null:m,u})}finally{Ee.dealloc(p)}}else ve(r.vm,r,p=>{let u=Ee.enumerateMethodsArt(i,s,it(l),it(a),it(c));try{let m=n["art::JavaVMExt::AddGlobalRef"],{vm:h}=n;f=JSON.parse(u.readUtf8String()).map(_=>{let g=_.loader;return _.loader=g!==0?m(h,p,ptr(g)):null,_})}finally{Ee.dealloc(u)}});return f}constructor(e){this.handle=e}has(e){return Ee.has(this.handle,Memory.allocUtf8String(e))!==0}find(e){return Ee.find(this.handle,Memory.allocUtf8String(e)).readUtf8String()}list(){let e=Ee.list(this.handle);try{return JSON.parse(e.readUtf8String())}finally{Ee.dealloc(e)}}};function ci(t){Ee===null&&(Ee=uu(t),di=fu(Ee,t.vm))}function uu(t){let e=xt(),{jvmti:n=null}=e,{pointerSize:r}=Process,o=8,i=r,s=7*r,l=40+5*r,a=o+i+s+l,d=Memory.alloc(a),f=d.add(o),p=f.add(i),{getDeclaredMethods:u,getDeclaredFields:m}=t.javaLangClass(),h=t.javaLangReflectMethod(),_=t.javaLangReflectField(),g=p;[n!==null?n:NULL,u,m,h.getName,h.getModifiers,_.getName,_.getModifiers].forEach(N=>{g=g.writePointer(N).add(r)});let v=p.add(s),{vm:x}=t;if(e.flavor==="art"){let N;if(n!==null)N=[0,0,0,0];else{let j=cr(x).offset;N=[j.ifields,j.methods,j.sfields,j.copiedMethodsOffset]}let k=ge(x),S=nn(x),T=v;[1,...N,k.size,k.offset.accessFlags,S.size,S.offset.accessFlags,4294967295].forEach(j=>{T=T.writeUInt(j).add(4)}),[e.artClassLinker.address,e["art::ClassLinker::VisitClasses"],e["art::mirror::Class::GetDescriptor"],e["art::ArtMethod::PrettyMethod"],Process.getModuleByName("libc.so").getExportByName("free")].forEach((j,w)=>{j===void 0&&(j=NULL),T=T.writePointer(j).add(r)})}let A=new CModule(cu,{lock:d,models:f,java_api:p,art_api:v}),M={exceptions:"propagate"},O={exceptions:"propagate",scheduling:"exclusive"};return{handle:A,new:new NativeFunction(A.model_new,"pointer",["pointer","pointer","pointer"],M),has:new NativeFunction(A.model_has,"bool",["pointer","pointer"],O),find:new NativeFunction(A.model_find,"pointer",["pointer","pointer"],O),list:new NativeFunction(A.model_list,"pointer",["pointer"],O),enumerateMethodsArt:new NativeFunction(A.enumerate_methods_art,"pointer",["pointer","pointer","bool","bool","bool"],M),enumerateMethodsJvm:new NativeFunction(A.enumerate_methods_jvm,"pointer",["pointer","pointer","bool","bool","bool","pointer"],M),dealloc:new NativeFunction(A.dealloc,"void",["pointer"],O)}}function fu(t,e){let n=xt();if(n.flavor!=="art")return pu;let r=n["art::JavaVMExt::DecodeGlobal"];return function(o,i,s){let l;return ve(e,i,a=>{let c=r(e,a,o);l=s(c)}),l}}function pu(t,e,n){return n(NULL)}function it(t){return t?1:0}var Ct=class{constructor(e,n){this.items=new Map,this.capacity=e,this.destroy=n}dispose(e){let{items:n,destroy:r}=this;n.forEach(o=>{r(o,e)}),n.clear()}get(e){let{items:n}=this,r=n.get(e);return r!==void 0&&(n.delete(e),n.set(e,r)),r}set(e,n,r){let{items:o}=this,i=o.get(e);if(i!==void 0)o.delete(e),this.destroy(i,r);else if(o.size===this.capacity){let s=o.keys().next().value,l=o.get(s);o.delete(s),this.destroy(l,r)}o.set(e,n)}};var Le=[],Se=[],xr="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";for(let t=0,e=xr.length;t<e;++t)Le[t]=xr[t],Se[xr.charCodeAt(t)]=t;Se[45]=62;Se[95]=63;function hu(t){let e=t.length;if(e%4>0)throw new Error("Invalid string. Length must be a multiple of 4");let n=t.indexOf("=");n===-1&&(n=e);let r=n===e?0:4-n%4;return[n,r]}function mu(t,e,n){return(e+n)*3/4-n}function ui(t){let e=hu(t),n=e[0],r=e[1],o=new Uint8Array(mu(t,n,r)),i=0,s=r>0?n-4:n,l;for(l=0;l<s;l+=4){let a=Se[t.charCodeAt(l)]<<18|Se[t.charCodeAt(l+1)]<<12|Se[t.charCodeAt(l+2)]<<6|Se[t.charCodeAt(l+3)];o[i++]=a>>16&255,o[i++]=a>>8&255,o[i++]=a&255}if(r===2){let a=Se[t.charCodeAt(l)]<<2|Se[t.charCodeAt(l+1)]>>4;o[i++]=a&255}if(r===1){let a=Se[t.charCodeAt(l)]<<10|Se[t.charCodeAt(l+1)]<<4|Se[t.charCodeAt(l+2)]>>2;o[i++]=a>>8&255,o[i++]=a&255}return o}function _u(t){return Le[t>>18&63]+Le[t>>12&63]+Le[t>>6&63]+Le[t&63]}function gu(t,e,n){let r=[];for(let o=e;o<n;o+=3){let i=(t[o]<<16&16711680)+(t[o+1]<<8&65280)+(t[o+2]&255);r.push(_u(i))}return r.join("")}function Cr(t){let e=t.length,n=e%3,r=[],o=16383;for(let i=0,s=e-n;i<s;i+=o)r.push(gu(t,i,i+o>s?s:i+o));if(n===1){let i=t[e-1];r.push(Le[i>>2]+Le[i<<4&63]+"==")}else if(n===2){let i=(t[e-2]<<8)+t[e-1];r.push(Le[i>>10]+Le[i>>4&63]+Le[i<<2&63]+"=")}return r.join("")}function At(t,e,n,r,o){let i,s,l=o*8-r-1,a=(1<<l)-1,c=a>>1,d=-7,f=n?o-1:0,p=n?-1:1,u=t[e+f];for(f+=p,i=u&(1<<-d)-1,u>>=-d,d+=l;d>0;)i=i*256+t[e+f],f+=p,d-=8;for(s=i&(1<<-d)-1,i>>=-d,d+=r;d>0;)s=s*256+t[e+f],f+=p,d-=8;if(i===0)i=1-c;else{if(i===a)return s?NaN:(u?-1:1)*(1/0);s=s+Math.pow(2,r),i=i-c}return(u?-1:1)*s*Math.pow(2,i-r)}function Ar(t,e,n,r,o,i){let s,l,a,c=i*8-o-1,d=(1<<c)-1,f=d>>1,p=o===23?Math.pow(2,-24)-Math.pow(2,-77):0,u=r?0:i-1,m=r?1:-1,h=e<0||e===0&&1/e<0?1:0;for(e=Math.abs(e),isNaN(e)||e===1/0?(l=isNaN(e)?1:0,s=d):(s=Math.floor(Math.log(e)/Math.LN2),e*(a=Math.pow(2,-s))<1&&(s--,a*=2),s+f>=1?e+=p/a:e+=p*Math.pow(2,1-f),e*a>=2&&(s++,a/=2),s+f>=d?(l=0,s=d):s+f>=1?(l=(e*a-1)*Math.pow(2,o),s=s+f):(l=e*Math.pow(2,f-1)*Math.pow(2,o),s=0));o>=8;)t[n+u]=l&255,u+=m,l/=256,o-=8;for(s=s<<o|l,c+=o;c>0;)t[n+u]=s&255,u+=m,s/=256,c-=8;t[n+u-m]|=h*128}var vu={INSPECT_MAX_BYTES:50},Tr=2147483647;y.TYPED_ARRAY_SUPPORT=!0;Object.defineProperty(y.prototype,"parent",{enumerable:!0,get:function(){if(y.isBuffer(this))return this.buffer}});Object.defineProperty(y.prototype,"offset",{enumerable:!0,get:function(){if(y.isBuffer(this))return this.byteOffset}});function Re(t){if(t>Tr)throw new RangeError('The value "'+t+'" is invalid for option "size"');let e=new Uint8Array(t);return Object.setPrototypeOf(e,y.prototype),e}function y(t,e,n){if(typeof t=="number"){if(typeof e=="string")throw new TypeError('The "string" argument must be of type string. Received type number');return Mr(t)}return mi(t,e,n)}y.poolSize=8192;function mi(t,e,n){if(typeof t=="string")return Su(t,e);if(ArrayBuffer.isView(t))return wu(t);if(t==null)throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t);if(t instanceof ArrayBuffer||t&&t.buffer instanceof ArrayBuffer||t instanceof SharedArrayBuffer||t&&t.buffer instanceof SharedArrayBuffer)return kr(t,e,n);if(typeof t=="number")throw new TypeError('The "value" argument must not be of type number. Received type number');let r=t.valueOf&&t.valueOf();if(r!=null&&r!==t)return y.from(r,e,n);let o=Iu(t);if(o)return o;if(typeof Symbol<"u"&&Symbol.toPrimitive!=null&&typeof t[Symbol.toPrimitive]=="function")return y.from(t[Symbol.toPrimitive]("string"),e,n);throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t)}y.from=function(t,e,n){return mi(t,e,n)};Object.setPrototypeOf(y.prototype,Uint8Array.prototype);Object.setPrototypeOf(y,Uint8Array);function _i(t){if(typeof t!="number")throw new TypeError('"size" argument must be of type number');if(t<0)throw new RangeError('The value "'+t+'" is invalid for option "size"')}function Eu(t,e,n){return _i(t),t<=0?Re(t):e!==void 0?typeof n=="string"?Re(t).fill(e,n):Re(t).fill(e):Re(t)}y.alloc=function(t,e,n){return Eu(t,e,n)};function Mr(t){return _i(t),Re(t<0?0:jr(t)|0)}y.allocUnsafe=function(t){return Mr(t)};y.allocUnsafeSlow=function(t){return Mr(t)};function Su(t,e){if((typeof e!="string"||e==="")&&(e="utf8"),!y.isEncoding(e))throw new TypeError("Unknown encoding: "+e);let n=gi(t,e)|0,r=Re(n),o=r.write(t,e);return o!==n&&(r=r.slice(0,o)),r}function Lr(t){let e=t.length<0?0:jr(t.length)|0,n=Re(e);for(let r=0;r<e;r+=1)n[r]=t[r]&255;return n}function wu(t){if(t instanceof Uint8Array){let e=new Uint8Array(t);return kr(e.buffer,e.byteOffset,e.byteLength)}return Lr(t)}function kr(t,e,n){if(e<0||t.byteLength<e)throw new RangeError('"offset" is outside of buffer bounds');if(t.byteLength<e+(n||0))throw new RangeError('"length" is outside of buffer bounds');let r;return e===void 0&&n===void 0?r=new Uint8Array(t):n===void 0?r=new Uint8Array(t,e):r=new Uint8Array(t,e,n),Object.setPrototypeOf(r,y.prototype),r}function Iu(t){if(y.isBuffer(t)){let e=jr(t.length)|0,n=Re(e);return n.length===0||t.copy(n,0,0,e),n}if(t.length!==void 0)return typeof t.length!="number"||Number.isNaN(t.length)?Re(0):Lr(t);if(t.type==="Buffer"&&Array.isArray(t.data))return Lr(t.data)}function jr(t){if(t>=Tr)throw new RangeError("Attempt to allocate Buffer larger than maximum size: 0x"+Tr.toString(16)+" bytes");return t|0}y.isBuffer=function(e){return e!=null&&e._isBuffer===!0&&e!==y.prototype};y.compare=function(e,n){if(e instanceof Uint8Array&&(e=y.from(e,e.offset,e.byteLength)),n instanceof Uint8Array&&(n=y.from(n,n.offset,n.byteLength)),!y.isBuffer(e)||!y.isBuffer(n))throw new TypeError('The "buf1", "buf2" arguments must be one of type Buffer or Uint8Array');if(e===n)return 0;let r=e.length,o=n.length;for(let i=0,s=Math.min(r,o);i<s;++i)if(e[i]!==n[i]){r=e[i],o=n[i];break}return r<o?-1:o<r?1:0};y.isEncoding=function(e){switch(String(e).toLowerCase()){case"hex":case"utf8":case"utf-8":case"ascii":case"latin1":case"binary":case"base64":case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return!0;default:return!1}};y.concat=function(e,n){if(!Array.isArray(e))throw new TypeError('"list" argument must be an Array of Buffers');if(e.length===0)return y.alloc(0);let r;if(n===void 0)for(n=0,r=0;r<e.length;++r)n+=e[r].length;let o=y.allocUnsafe(n),i=0;for(r=0;r<e.length;++r){let s=e[r];if(s instanceof Uint8Array)i+s.length>o.length?(y.isBuffer(s)||(s=y.from(s.buffer,s.byteOffset,s.byteLength)),s.copy(o,i)):Uint8Array.prototype.set.call(o,s,i);else if(y.isBuffer(s))s.copy(o,i);else throw new TypeError('"list" argument must be an Array of Buffers');i+=s.length}return o};function gi(t,e){if(y.isBuffer(t))return t.length;if(ArrayBuffer.isView(t)||t instanceof ArrayBuffer)return t.byteLength;if(typeof t!="string")throw new TypeError('The "string" argument must be one of type string, Buffer, or ArrayBuffer. Received type '+typeof t);let n=t.length,r=arguments.length>2&&arguments[2]===!0;if(!r&&n===0)return 0;let o=!1;for(;;)switch(e){case"ascii":case"latin1":case"binary":return n;case"utf8":case"utf-8":return Nr(t).length;case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return n*2;case"hex":return n>>>1;case"base64":return Ci(t).length;default:if(o)return r?-1:Nr(t).length;e=(""+e).toLowerCase(),o=!0}}y.byteLength=gi;function xu(t,e,n){let r=!1;if((e===void 0||e<0)&&(e=0),e>this.length||((n===void 0||n>this.length)&&(n=this.length),n<=0)||(n>>>=0,e>>>=0,n<=e))return"";for(t||(t="utf8");;)switch(t){case"hex":return Ru(this,e,n);case"utf8":case"utf-8":return bi(this,e,n);case"ascii":return ju(this,e,n);case"latin1":case"binary":return Ou(this,e,n);case"base64":return Nu(this,e,n);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return Pu(this,e,n);default:if(r)throw new TypeError("Unknown encoding: "+t);t=(t+"").toLowerCase(),r=!0}}y.prototype._isBuffer=!0;function We(t,e,n){let r=t[e];t[e]=t[n],t[n]=r}y.prototype.swap16=function(){let e=this.length;if(e%2!==0)throw new RangeError("Buffer size must be a multiple of 16-bits");for(let n=0;n<e;n+=2)We(this,n,n+1);return this};y.prototype.swap32=function(){let e=this.length;if(e%4!==0)throw new RangeError("Buffer size must be a multiple of 32-bits");for(let n=0;n<e;n+=4)We(this,n,n+3),We(this,n+1,n+2);return this};y.prototype.swap64=function(){let e=this.length;if(e%8!==0)throw new RangeError("Buffer size must be a multiple of 64-bits");for(let n=0;n<e;n+=8)We(this,n,n+7),We(this,n+1,n+6),We(this,n+2,n+5),We(this,n+3,n+4);return this};y.prototype.toString=function(){let e=this.length;return e===0?"":arguments.length===0?bi(this,0,e):xu.apply(this,arguments)};y.prototype.toLocaleString=y.prototype.toString;y.prototype.equals=function(e){if(!y.isBuffer(e))throw new TypeError("Argument must be a Buffer");return this===e?!0:y.compare(this,e)===0};y.prototype.inspect=function(){let e="",n=vu.INSPECT_MAX_BYTES;return e=this.toString("hex",0,n).replace(/(.{2})/g,"$1 ").trim(),this.length>n&&(e+=" ... "),"<Buffer "+e+">"};y.prototype[Symbol.for("nodejs.util.inspect.custom")]=y.prototype.inspect;y.prototype.compare=function(e,n,r,o,i){if(e instanceof Uint8Array&&(e=y.from(e,e.offset,e.byteLength)),!y.isBuffer(e))throw new TypeError('The "target" argument must be one of type Buffer or Uint8Array. Received type '+typeof e);if(n===void 0&&(n=0),r===void 0&&(r=e?e.length:0),o===void 0&&(o=0),i===void 0&&(i=this.length),n<0||r>e.length||o<0||i>this.length)throw new RangeError("out of range index");if(o>=i&&n>=r)return 0;if(o>=i)return-1;if(n>=r)return 1;if(n>>>=0,r>>>=0,o>>>=0,i>>>=0,this===e)return 0;let s=i-o,l=r-n,a=Math.min(s,l),c=this.slice(o,i),d=e.slice(n,r);for(let f=0;f<a;++f)if(c[f]!==d[f]){s=c[f],l=d[f];break}return s<l?-1:l<s?1:0};function yi(t,e,n,r,o){if(t.length===0)return-1;if(typeof n=="string"?(r=n,n=0):n>2147483647?n=2147483647:n<-2147483648&&(n=-2147483648),n=+n,Number.isNaN(n)&&(n=o?0:t.length-1),n<0&&(n=t.length+n),n>=t.length){if(o)return-1;n=t.length-1}else if(n<0)if(o)n=0;else return-1;if(typeof e=="string"&&(e=y.from(e,r)),y.isBuffer(e))return e.length===0?-1:fi(t,e,n,r,o);if(typeof e=="number")return e=e&255,typeof Uint8Array.prototype.indexOf=="function"?o?Uint8Array.prototype.indexOf.call(t,e,n):Uint8Array.prototype.lastIndexOf.call(t,e,n):fi(t,[e],n,r,o);throw new TypeError("val must be string, number or Buffer")}function fi(t,e,n,r,o){let i=1,s=t.length,l=e.length;if(r!==void 0&&(r=String(r).toLowerCase(),r==="ucs2"||r==="ucs-2"||r==="utf16le"||r==="utf-16le")){if(t.length<2||e.length<2)return-1;i=2,s/=2,l/=2,n/=2}function a(d,f){return i===1?d[f]:d.readUInt16BE(f*i)}let c;if(o){let d=-1;for(c=n;c<s;c++)if(a(t,c)===a(e,d===-1?0:c-d)){if(d===-1&&(d=c),c-d+1===l)return d*i}else d!==-1&&(c-=c-d),d=-1}else for(n+l>s&&(n=s-l),c=n;c>=0;c--){let d=!0;for(let f=0;f<l;f++)if(a(t,c+f)!==a(e,f)){d=!1;break}if(d)return c}return-1}y.prototype.includes=function(e,n,r){return this.indexOf(e,n,r)!==-1};y.prototype.indexOf=function(e,n,r){return yi(this,e,n,r,!0)};y.prototype.lastIndexOf=function(e,n,r){return yi(this,e,n,r,!1)};function Cu(t,e,n,r){n=Number(n)||0;let o=t.length-n;r?(r=Number(r),r>o&&(r=o)):r=o;let i=e.length;r>i/2&&(r=i/2);let s;for(s=0;s<r;++s){let l=parseInt(e.substr(s*2,2),16);if(Number.isNaN(l))return s;t[n+s]=l}return s}function Au(t,e,n,r){return an(Nr(e,t.length-n),t,n,r)}function Tu(t,e,n,r){return an(Vu(e),t,n,r)}function Lu(t,e,n,r){return an(Ci(e),t,n,r)}function ku(t,e,n,r){return an(Bu(e,t.length-n),t,n,r)}y.prototype.write=function(e,n,r,o){if(n===void 0)o="utf8",r=this.length,n=0;else if(r===void 0&&typeof n=="string")o=n,r=this.length,n=0;else if(isFinite(n))n=n>>>0,isFinite(r)?(r=r>>>0,o===void 0&&(o="utf8")):(o=r,r=void 0);else throw new Error("Buffer.write(string, encoding, offset[, length]) is no longer supported");let i=this.length-n;if((r===void 0||r>i)&&(r=i),e.length>0&&(r<0||n<0)||n>this.length)throw new RangeError("Attempt to write outside buffer bounds");o||(o="utf8");let s=!1;for(;;)switch(o){case"hex":return Cu(this,e,n,r);case"utf8":case"utf-8":return Au(this,e,n,r);case"ascii":case"latin1":case"binary":return Tu(this,e,n,r);case"base64":return Lu(this,e,n,r);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return ku(this,e,n,r);default:if(s)throw new TypeError("Unknown encoding: "+o);o=(""+o).toLowerCase(),s=!0}};y.prototype.toJSON=function(){return{type:"Buffer",data:Array.prototype.slice.call(this._arr||this,0)}};function Nu(t,e,n){return e===0&&n===t.length?Cr(t):Cr(t.slice(e,n))}function bi(t,e,n){n=Math.min(t.length,n);let r=[],o=e;for(;o<n;){let i=t[o],s=null,l=i>239?4:i>223?3:i>191?2:1;if(o+l<=n){let a,c,d,f;switch(l){case 1:i<128&&(s=i);break;case 2:a=t[o+1],(a&192)===128&&(f=(i&31)<<6|a&63,f>127&&(s=f));break;case 3:a=t[o+1],c=t[o+2],(a&192)===128&&(c&192)===128&&(f=(i&15)<<12|(a&63)<<6|c&63,f>2047&&(f<55296||f>57343)&&(s=f));break;case 4:a=t[o+1],c=t[o+2],d=t[o+3],(a&192)===128&&(c&192)===128&&(d&192)===128&&(f=(i&15)<<18|(a&63)<<12|(c&63)<<6|d&63,f>65535&&f<1114112&&(s=f))}}s===null?(s=65533,l=1):s>65535&&(s-=65536,r.push(s>>>10&1023|55296),s=56320|s&1023),r.push(s),o+=l}return Mu(r)}var pi=4096;function Mu(t){let e=t.length;if(e<=pi)return String.fromCharCode.apply(String,t);let n="",r=0;for(;r<e;)n+=String.fromCharCode.apply(String,t.slice(r,r+=pi));return n}function ju(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]&127);return r}function Ou(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]);return r}function Ru(t,e,n){let r=t.length;(!e||e<0)&&(e=0),(!n||n<0||n>r)&&(n=r);let o="";for(let i=e;i<n;++i)o+=zu[t[i]];return o}function Pu(t,e,n){let r=t.slice(e,n),o="";for(let i=0;i<r.length-1;i+=2)o+=String.fromCharCode(r[i]+r[i+1]*256);return o}y.prototype.slice=function(e,n){let r=this.length;e=~~e,n=n===void 0?r:~~n,e<0?(e+=r,e<0&&(e=0)):e>r&&(e=r),n<0?(n+=r,n<0&&(n=0)):n>r&&(n=r),n<e&&(n=e);let o=this.subarray(e,n);return Object.setPrototypeOf(o,y.prototype),o};function ae(t,e,n){if(t%1!==0||t<0)throw new RangeError("offset is not uint");if(t+e>n)throw new RangeError("Trying to access beyond buffer length")}y.prototype.readUintLE=y.prototype.readUIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return o};y.prototype.readUintBE=y.prototype.readUIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=this[e+--n],i=1;for(;n>0&&(i*=256);)o+=this[e+--n]*i;return o};y.prototype.readUint8=y.prototype.readUInt8=function(e,n){return e=e>>>0,n||ae(e,1,this.length),this[e]};y.prototype.readUint16LE=y.prototype.readUInt16LE=function(e,n){return e=e>>>0,n||ae(e,2,this.length),this[e]|this[e+1]<<8};y.prototype.readUint16BE=y.prototype.readUInt16BE=function(e,n){return e=e>>>0,n||ae(e,2,this.length),this[e]<<8|this[e+1]};y.prototype.readUint32LE=y.prototype.readUInt32LE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),(this[e]|this[e+1]<<8|this[e+2]<<16)+this[e+3]*16777216};y.prototype.readUint32BE=y.prototype.readUInt32BE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),this[e]*16777216+(this[e+1]<<16|this[e+2]<<8|this[e+3])};y.prototype.readBigUInt64LE=function(e){e=e>>>0,at(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Tt(e,this.length-8);let o=n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24,i=this[++e]+this[++e]*2**8+this[++e]*2**16+r*2**24;return BigInt(o)+(BigInt(i)<<BigInt(32))};y.prototype.readBigUInt64BE=function(e){e=e>>>0,at(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Tt(e,this.length-8);let o=n*2**24+this[++e]*2**16+this[++e]*2**8+this[++e],i=this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r;return(BigInt(o)<<BigInt(32))+BigInt(i)};y.prototype.readIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return i*=128,o>=i&&(o-=Math.pow(2,8*n)),o};y.prototype.readIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=n,i=1,s=this[e+--o];for(;o>0&&(i*=256);)s+=this[e+--o]*i;return i*=128,s>=i&&(s-=Math.pow(2,8*n)),s};y.prototype.readInt8=function(e,n){return e=e>>>0,n||ae(e,1,this.length),this[e]&128?(255-this[e]+1)*-1:this[e]};y.prototype.readInt16LE=function(e,n){e=e>>>0,n||ae(e,2,this.length);let r=this[e]|this[e+1]<<8;return r&32768?r|4294901760:r};y.prototype.readInt16BE=function(e,n){e=e>>>0,n||ae(e,2,this.length);let r=this[e+1]|this[e]<<8;return r&32768?r|4294901760:r};y.prototype.readInt32LE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),this[e]|this[e+1]<<8|this[e+2]<<16|this[e+3]<<24};y.prototype.readInt32BE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),this[e]<<24|this[e+1]<<16|this[e+2]<<8|this[e+3]};y.prototype.readBigInt64LE=function(e){e=e>>>0,at(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Tt(e,this.length-8);let o=this[e+4]+this[e+5]*2**8+this[e+6]*2**16+(r<<24);return(BigInt(o)<<BigInt(32))+BigInt(n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24)};y.prototype.readBigInt64BE=function(e){e=e>>>0,at(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Tt(e,this.length-8);let o=(n<<24)+this[++e]*2**16+this[++e]*2**8+this[++e];return(BigInt(o)<<BigInt(32))+BigInt(this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r)};y.prototype.readFloatLE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),At(this,e,!0,23,4)};y.prototype.readFloatBE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),At(this,e,!1,23,4)};y.prototype.readDoubleLE=function(e,n){return e=e>>>0,n||ae(e,8,this.length),At(this,e,!0,52,8)};y.prototype.readDoubleBE=function(e,n){return e=e>>>0,n||ae(e,8,this.length),At(this,e,!1,52,8)};function me(t,e,n,r,o,i){if(!y.isBuffer(t))throw new TypeError('"buffer" argument must be a Buffer instance');if(e>o||e<i)throw new RangeError('"value" argument is out of bounds');if(n+r>t.length)throw new RangeError("Index out of range")}y.prototype.writeUintLE=y.prototype.writeUIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let l=Math.pow(2,8*r)-1;me(this,e,n,r,l,0)}let i=1,s=0;for(this[n]=e&255;++s<r&&(i*=256);)this[n+s]=e/i&255;return n+r};y.prototype.writeUintBE=y.prototype.writeUIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let l=Math.pow(2,8*r)-1;me(this,e,n,r,l,0)}let i=r-1,s=1;for(this[n+i]=e&255;--i>=0&&(s*=256);)this[n+i]=e/s&255;return n+r};y.prototype.writeUint8=y.prototype.writeUInt8=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,1,255,0),this[n]=e&255,n+1};y.prototype.writeUint16LE=y.prototype.writeUInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,65535,0),this[n]=e&255,this[n+1]=e>>>8,n+2};y.prototype.writeUint16BE=y.prototype.writeUInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,65535,0),this[n]=e>>>8,this[n+1]=e&255,n+2};y.prototype.writeUint32LE=y.prototype.writeUInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,4294967295,0),this[n+3]=e>>>24,this[n+2]=e>>>16,this[n+1]=e>>>8,this[n]=e&255,n+4};y.prototype.writeUint32BE=y.prototype.writeUInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,4294967295,0),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};function vi(t,e,n,r,o){xi(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,n}function Ei(t,e,n,r,o){xi(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n+7]=i,i=i>>8,t[n+6]=i,i=i>>8,t[n+5]=i,i=i>>8,t[n+4]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n+3]=s,s=s>>8,t[n+2]=s,s=s>>8,t[n+1]=s,s=s>>8,t[n]=s,n+8}y.prototype.writeBigUInt64LE=function(e,n=0){return vi(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};y.prototype.writeBigUInt64BE=function(e,n=0){return Ei(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};y.prototype.writeIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);me(this,e,n,r,a-1,-a)}let i=0,s=1,l=0;for(this[n]=e&255;++i<r&&(s*=256);)e<0&&l===0&&this[n+i-1]!==0&&(l=1),this[n+i]=(e/s>>0)-l&255;return n+r};y.prototype.writeIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);me(this,e,n,r,a-1,-a)}let i=r-1,s=1,l=0;for(this[n+i]=e&255;--i>=0&&(s*=256);)e<0&&l===0&&this[n+i+1]!==0&&(l=1),this[n+i]=(e/s>>0)-l&255;return n+r};y.prototype.writeInt8=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,1,127,-128),e<0&&(e=255+e+1),this[n]=e&255,n+1};y.prototype.writeInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,32767,-32768),this[n]=e&255,this[n+1]=e>>>8,n+2};y.prototype.writeInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,32767,-32768),this[n]=e>>>8,this[n+1]=e&255,n+2};y.prototype.writeInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,2147483647,-2147483648),this[n]=e&255,this[n+1]=e>>>8,this[n+2]=e>>>16,this[n+3]=e>>>24,n+4};y.prototype.writeInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,2147483647,-2147483648),e<0&&(e=4294967295+e+1),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};y.prototype.writeBigInt64LE=function(e,n=0){return vi(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};y.prototype.writeBigInt64BE=function(e,n=0){return Ei(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};function Si(t,e,n,r,o,i){if(n+r>t.length)throw new RangeError("Index out of range");if(n<0)throw new RangeError("Index out of range")}function wi(t,e,n,r,o){return e=+e,n=n>>>0,o||Si(t,e,n,4,34028234663852886e22,-34028234663852886e22),Ar(t,e,n,r,23,4),n+4}y.prototype.writeFloatLE=function(e,n,r){return wi(this,e,n,!0,r)};y.prototype.writeFloatBE=function(e,n,r){return wi(this,e,n,!1,r)};function Ii(t,e,n,r,o){return e=+e,n=n>>>0,o||Si(t,e,n,8,17976931348623157e292,-17976931348623157e292),Ar(t,e,n,r,52,8),n+8}y.prototype.writeDoubleLE=function(e,n,r){return Ii(this,e,n,!0,r)};y.prototype.writeDoubleBE=function(e,n,r){return Ii(this,e,n,!1,r)};y.prototype.copy=function(e,n,r,o){if(!y.isBuffer(e))throw new TypeError("argument should be a Buffer");if(r||(r=0),!o&&o!==0&&(o=this.length),n>=e.length&&(n=e.length),n||(n=0),o>0&&o<r&&(o=r),o===r||e.length===0||this.length===0)return 0;if(n<0)throw new RangeError("targetStart out of bounds");if(r<0||r>=this.length)throw new RangeError("Index out of range");if(o<0)throw new RangeError("sourceEnd out of bounds");o>this.length&&(o=this.length),e.length-n<o-r&&(o=e.length-n+r);let i=o-r;return this===e?this.copyWithin(n,r,o):Uint8Array.prototype.set.call(e,this.subarray(r,o),n),i};y.prototype.fill=function(e,n,r,o){if(typeof e=="string"){if(typeof n=="string"?(o=n,n=0,r=this.length):typeof r=="string"&&(o=r,r=this.length),o!==void 0&&typeof o!="string")throw new TypeError("encoding must be a string");if(typeof o=="string"&&!y.isEncoding(o))throw new TypeError("Unknown encoding: "+o);if(e.length===1){let s=e.charCodeAt(0);(o==="utf8"&&s<128||o==="latin1")&&(e=s)}}else typeof e=="number"?e=e&255:typeof e=="boolean"&&(e=Number(e));if(n<0||this.length<n||this.length<r)throw new RangeError("Out of range index");if(r<=n)return this;n=n>>>0,r=r===void 0?this.length:r>>>0,e||(e=0);let i;if(typeof e=="number")for(i=n;i<r;++i)this[i]=e;else{let s=y.isBuffer(e)?e:y.from(e,o),l=s.length;if(l===0)throw new TypeError('The value "'+e+'" is invalid for argument "value"');for(i=0;i<r-n;++i)this[i+n]=s[i%l]}return this};var st={};function Or(t,e,n){st[t]=class extends n{constructor(){super(),Object.defineProperty(this,"message",{value:e.apply(this,arguments),writable:!0,configurable:!0}),this.name=`${this.name} [${t}]`,this.stack,delete this.name}get code(){return t}set code(o){Object.defineProperty(this,"code",{configurable:!0,enumerable:!0,value:o,writable:!0})}toString(){return`${this.name} [${t}]: ${this.message}`}}}Or("ERR_BUFFER_OUT_OF_BOUNDS",function(t){return t?`${t} is outside of buffer bounds`:"Attempt to access memory outside buffer bounds"},RangeError);Or("ERR_INVALID_ARG_TYPE",function(t,e){return`The "${t}" argument must be of type number. Received type ${typeof e}`},TypeError);Or("ERR_OUT_OF_RANGE",function(t,e,n){let r=`The value of "${t}" is out of range.`,o=n;return Number.isInteger(n)&&Math.abs(n)>2**32?o=hi(String(n)):typeof n=="bigint"&&(o=String(n),(n>BigInt(2)**BigInt(32)||n<-(BigInt(2)**BigInt(32)))&&(o=hi(o)),o+="n"),r+=` It must be ${e}. Received ${o}`,r},RangeError);function hi(t){let e="",n=t.length,r=t[0]==="-"?1:0;for(;n>=r+4;n-=3)e=`_${t.slice(n-3,n)}${e}`;return`${t.slice(0,n)}${e}`}function Fu(t,e,n){at(e,"offset"),(t[e]===void 0||t[e+n]===void 0)&&Tt(e,t.length-(n+1))}function xi(t,e,n,r,o,i){if(t>n||t<e){let s=typeof e=="bigint"?"n":"",l;throw i>3?e===0||e===BigInt(0)?l=`>= 0${s} and < 2${s} ** ${(i+1)*8}${s}`:l=`>= -(2${s} ** ${(i+1)*8-1}${s}) and < 2 ** ${(i+1)*8-1}${s}`:l=`>= ${e}${s} and <= ${n}${s}`,new st.ERR_OUT_OF_RANGE("value",l,t)}Fu(r,o,i)}function at(t,e){if(typeof t!="number")throw new st.ERR_INVALID_ARG_TYPE(e,"number",t)}function Tt(t,e,n){throw Math.floor(t)!==t?(at(t,n),new st.ERR_OUT_OF_RANGE(n||"offset","an integer",t)):e<0?new st.ERR_BUFFER_OUT_OF_BOUNDS:new st.ERR_OUT_OF_RANGE(n||"offset",`>= ${n?1:0} and <= ${e}`,t)}var Du=/[^+/0-9A-Za-z-_]/g;function Uu(t){if(t=t.split("=")[0],t=t.trim().replace(Du,""),t.length<2)return"";for(;t.length%4!==0;)t=t+"=";return t}function Nr(t,e){e=e||1/0;let n,r=t.length,o=null,i=[];for(let s=0;s<r;++s){if(n=t.charCodeAt(s),n>55295&&n<57344){if(!o){if(n>56319){(e-=3)>-1&&i.push(239,191,189);continue}else if(s+1===r){(e-=3)>-1&&i.push(239,191,189);continue}o=n;continue}if(n<56320){(e-=3)>-1&&i.push(239,191,189),o=n;continue}n=(o-55296<<10|n-56320)+65536}else o&&(e-=3)>-1&&i.push(239,191,189);if(o=null,n<128){if((e-=1)<0)break;i.push(n)}else if(n<2048){if((e-=2)<0)break;i.push(n>>6|192,n&63|128)}else if(n<65536){if((e-=3)<0)break;i.push(n>>12|224,n>>6&63|128,n&63|128)}else if(n<1114112){if((e-=4)<0)break;i.push(n>>18|240,n>>12&63|128,n>>6&63|128,n&63|128)}else throw new Error("Invalid code point")}return i}function Vu(t){let e=[];for(let n=0;n<t.length;++n)e.push(t.charCodeAt(n)&255);return e}function Bu(t,e){let n,r,o,i=[];for(let s=0;s<t.length&&!((e-=2)<0);++s)n=t.charCodeAt(s),r=n>>8,o=n%256,i.push(o),i.push(r);return i}function Ci(t){return ui(Uu(t))}function an(t,e,n,r){let o;for(o=0;o<r&&!(o+n>=e.length||o>=t.length);++o)e[o+n]=t[o];return o}var zu=(function(){let t="0123456789abcdef",e=new Array(256);for(let n=0;n<16;++n){let r=n*16;for(let o=0;o<16;++o)e[r+o]=t[n]+t[o]}return e})();var Lt=1,Fr=256,Ai=65536,Ju=305419896,Ti=32,Li=12,ki=8,Ni=8,Mi=4,ji=4,Oi=12,Gu=0,$u=1,Hu=2,Zu=3,Wu=4,qu=5,Ku=6,Qu=4096,Yu=4097,Xu=4099,ef=8192,tf=8193,nf=8194,rf=8195,of=8196,sf=8198,af=24,lf=28,cf=2,df=24,Ri=y.from([3,0,7,14,0]),Rr="Ldalvik/annotation/Throws;",uf=y.from([0]);function ff(t){let e=new Dr,n=Object.assign({},t);return e.addClass(n),e.build()}var Dr=class{constructor(){this.classes=[]}addClass(e){this.classes.push(e)}build(){let e=mf(this.classes),{classes:n,interfaces:r,fields:o,methods:i,protos:s,parameters:l,annotationDirectories:a,annotationSets:c,throwsAnnotations:d,types:f,strings:p}=e,u=0,m=0,h=8,_=12,g=20,v=112;u+=v;let x=u,A=p.length*ji;u+=A;let M=u,O=f.length*Mi;u+=O;let N=u,k=s.length*Li;u+=k;let S=u,T=o.length*ki;u+=T;let j=u,w=i.length*Ni;u+=w;let R=u,D=n.length*Ti;u+=D;let U=u,F=c.map(C=>{let P=u;return C.offset=P,u+=4+C.items.length*4,P}),B=n.reduce((C,P)=>(P.classData.constructorMethods.forEach(H=>{let[,q,Z]=H;(q&Fr)===0&&Z>=0&&(H.push(u),C.push({offset:u,superConstructor:Z}),u+=df)}),C),[]);a.forEach(C=>{C.offset=u,u+=16+C.methods.length*8});let ee=r.map(C=>{u=Pr(u,4);let P=u;return C.offset=P,u+=4+2*C.types.length,P}),re=l.map(C=>{u=Pr(u,4);let P=u;return C.offset=P,u+=4+2*C.types.length,P}),le=[],Y=p.map(C=>{let P=u,V=y.from(ye(C.length)),H=y.from(C,"utf8"),q=y.concat([V,H,uf]);return le.push(q),u+=q.length,P}),se=B.map(C=>{let P=u;return u+=Ri.length,P}),X=d.map(C=>{let P=hf(C);return C.offset=u,u+=P.length,P}),oe=n.map((C,P)=>{C.classData.offset=u;let V=pf(C);return u+=V.length,V}),Ce=0,pt=0;u=Pr(u,4);let $=u,_e=r.length+l.length,Me=4+(o.length>0?1:0)+2+c.length+B.length+a.length+(_e>0?1:0)+1+se.length+d.length+n.length+1,Je=4+Me*Oi;u+=Je;let De=u-U,tt=u,I=y.alloc(tt);I.write(`dex
035`),I.writeUInt32LE(tt,32),I.writeUInt32LE(v,36),I.writeUInt32LE(Ju,40),I.writeUInt32LE(Ce,44),I.writeUInt32LE(pt,48),I.writeUInt32LE($,52),I.writeUInt32LE(p.length,56),I.writeUInt32LE(x,60),I.writeUInt32LE(f.length,64),I.writeUInt32LE(M,68),I.writeUInt32LE(s.length,72),I.writeUInt32LE(N,76),I.writeUInt32LE(o.length,80),I.writeUInt32LE(o.length>0?S:0,84),I.writeUInt32LE(i.length,88),I.writeUInt32LE(j,92),I.writeUInt32LE(n.length,96),I.writeUInt32LE(R,100),I.writeUInt32LE(De,104),I.writeUInt32LE(U,108),Y.forEach((C,P)=>{I.writeUInt32LE(C,x+P*ji)}),f.forEach((C,P)=>{I.writeUInt32LE(C,M+P*Mi)}),s.forEach((C,P)=>{let[V,H,q]=C,Z=N+P*Li;I.writeUInt32LE(V,Z),I.writeUInt32LE(H,Z+4),I.writeUInt32LE(q!==null?q.offset:0,Z+8)}),o.forEach((C,P)=>{let[V,H,q]=C,Z=S+P*ki;I.writeUInt16LE(V,Z),I.writeUInt16LE(H,Z+2),I.writeUInt32LE(q,Z+4)}),i.forEach((C,P)=>{let[V,H,q]=C,Z=j+P*Ni;I.writeUInt16LE(V,Z),I.writeUInt16LE(H,Z+2),I.writeUInt32LE(q,Z+4)}),n.forEach((C,P)=>{let{interfaces:V,annotationsDirectory:H}=C,q=V!==null?V.offset:0,Z=H!==null?H.offset:0,ht=0,be=R+P*Ti;I.writeUInt32LE(C.index,be),I.writeUInt32LE(C.accessFlags,be+4),I.writeUInt32LE(C.superClassIndex,be+8),I.writeUInt32LE(q,be+12),I.writeUInt32LE(C.sourceFileIndex,be+16),I.writeUInt32LE(Z,be+20),I.writeUInt32LE(C.classData.offset,be+24),I.writeUInt32LE(ht,be+28)}),c.forEach((C,P)=>{let{items:V}=C,H=F[P];I.writeUInt32LE(V.length,H),V.forEach((q,Z)=>{I.writeUInt32LE(q.offset,H+4+Z*4)})}),B.forEach((C,P)=>{let{offset:V,superConstructor:H}=C,q=1,Z=1,ht=1,be=0,Ut=4;I.writeUInt16LE(q,V),I.writeUInt16LE(Z,V+2),I.writeUInt16LE(ht,V+4),I.writeUInt16LE(be,V+6),I.writeUInt32LE(se[P],V+8),I.writeUInt32LE(Ut,V+12),I.writeUInt16LE(4208,V+16),I.writeUInt16LE(H,V+18),I.writeUInt16LE(0,V+20),I.writeUInt16LE(14,V+22)}),a.forEach(C=>{let P=C.offset,V=0,H=0,q=C.methods.length,Z=0;I.writeUInt32LE(V,P),I.writeUInt32LE(H,P+4),I.writeUInt32LE(q,P+8),I.writeUInt32LE(Z,P+12),C.methods.forEach((ht,be)=>{let Ut=P+16+be*8,[Js,Gs]=ht;I.writeUInt32LE(Js,Ut),I.writeUInt32LE(Gs.offset,Ut+4)})}),r.forEach((C,P)=>{let V=ee[P];I.writeUInt32LE(C.types.length,V),C.types.forEach((H,q)=>{I.writeUInt16LE(H,V+4+q*2)})}),l.forEach((C,P)=>{let V=re[P];I.writeUInt32LE(C.types.length,V),C.types.forEach((H,q)=>{I.writeUInt16LE(H,V+4+q*2)})}),le.forEach((C,P)=>{C.copy(I,Y[P])}),se.forEach(C=>{Ri.copy(I,C)}),X.forEach((C,P)=>{C.copy(I,d[P].offset)}),oe.forEach((C,P)=>{C.copy(I,n[P].classData.offset)}),I.writeUInt32LE(Me,$);let ce=[[Gu,1,m],[$u,p.length,x],[Hu,f.length,M],[Zu,s.length,N]];o.length>0&&ce.push([Wu,o.length,S]),ce.push([qu,i.length,j]),ce.push([Ku,n.length,R]),c.forEach((C,P)=>{ce.push([Xu,C.items.length,F[P]])}),B.forEach(C=>{ce.push([tf,1,C.offset])}),a.forEach(C=>{ce.push([sf,1,C.offset])}),_e>0&&ce.push([Yu,_e,ee.concat(re)[0]]),ce.push([nf,p.length,Y[0]]),se.forEach(C=>{ce.push([rf,1,C])}),d.forEach(C=>{ce.push([of,1,C.offset])}),n.forEach(C=>{ce.push([ef,1,C.classData.offset])}),ce.push([Qu,1,$]),ce.forEach((C,P)=>{let[V,H,q]=C,Z=$+4+P*Oi;I.writeUInt16LE(V,Z),I.writeUInt32LE(H,Z+4),I.writeUInt32LE(q,Z+8)});let bo=new Checksum("sha1");return bo.update(I.slice(_+g)),y.from(bo.getDigest()).copy(I,_),I.writeUInt32LE(Ef(I,_),h),I}};function pf(t){let{instanceFields:e,constructorMethods:n,virtualMethods:r}=t.classData;return y.from([0].concat(ye(e.length)).concat(ye(n.length)).concat(ye(r.length)).concat(e.reduce((i,[s,l])=>i.concat(ye(s)).concat(ye(l)),[])).concat(n.reduce((i,[s,l,,a])=>i.concat(ye(s)).concat(ye(l)).concat(ye(a||0)),[])).concat(r.reduce((i,[s,l])=>i.concat(ye(s)).concat(ye(l)).concat([0]),[])))}function hf(t){let{thrownTypes:e}=t;return y.from([cf].concat(ye(t.type)).concat([1]).concat(ye(t.value)).concat([lf,e.length]).concat(e.reduce((n,r)=>(n.push(af,r),n),[])))}function mf(t){let e=new Set,n=new Set,r={},o=[],i=[],s={},l=new Set,a=new Set;t.forEach(w=>{let{name:R,superClass:D,sourceFileName:U}=w;e.add("this"),e.add(R),n.add(R),e.add(D),n.add(D),e.add(U),w.interfaces.forEach(F=>{e.add(F),n.add(F)}),w.fields.forEach(F=>{let[B,ee]=F;e.add(B),e.add(ee),n.add(ee),o.push([w.name,ee,B])}),w.methods.some(([F])=>F==="<init>")||(w.methods.unshift(["<init>","V",[]]),l.add(R)),w.methods.forEach(F=>{let[B,ee,re,le=[],Y]=F;e.add(B);let se=c(ee,re),X=null;if(le.length>0){let oe=le.slice();oe.sort(),X=oe.join("|");let Ce=s[X];Ce===void 0&&(Ce={id:X,types:oe},s[X]=Ce),e.add(Rr),n.add(Rr),le.forEach(pt=>{e.add(pt),n.add(pt)}),e.add("value")}if(i.push([w.name,se,B,X,Y]),B==="<init>"){a.add(R+"|"+se);let oe=D+"|"+se;l.has(R)&&!a.has(oe)&&(i.push([D,se,B,null,0]),a.add(oe))}})});function c(w,R){let D=[w].concat(R),U=D.join("|");if(r[U]!==void 0)return U;e.add(w),n.add(w),R.forEach(B=>{e.add(B),n.add(B)});let F=D.map(vf).join("");return e.add(F),r[U]=[U,F,w,R],U}let d=Array.from(e);d.sort();let f=d.reduce((w,R,D)=>(w[R]=D,w),{}),p=Array.from(n).map(w=>f[w]);p.sort(Pi);let u=p.reduce((w,R,D)=>(w[d[R]]=D,w),{}),m=Object.keys(r).map(w=>r[w]);m.sort(gf);let h={},_=m.map(w=>{let[,R,D,U]=w,F;if(U.length>0){let B=U.join("|");F=h[B],F===void 0&&(F={types:U.map(ee=>u[ee]),offset:-1},h[B]=F)}else F=null;return[f[R],u[D],F]}),g=m.reduce((w,R,D)=>{let[U]=R;return w[U]=D,w},{}),v=Object.keys(h).map(w=>h[w]),x=o.map(w=>{let[R,D,U]=w;return[u[R],u[D],f[U]]});x.sort(yf);let A=i.map(w=>{let[R,D,U,F,B]=w;return[u[R],g[D],f[U],F,B]});A.sort(bf);let M=Object.keys(s).map(w=>s[w]).map(w=>({id:w.id,type:u[Rr],value:f.value,thrownTypes:w.types.map(R=>u[R]),offset:-1})),O=M.map(w=>({id:w.id,items:[w],offset:-1})),N=O.reduce((w,R,D)=>(w[R.id]=D,w),{}),k={},S=[],T=t.map(w=>{let R=u[w.name],D=Lt,U=u[w.superClass],F,B=w.interfaces.map($=>u[$]);if(B.length>0){B.sort(Pi);let $=B.join("|");F=k[$],F===void 0&&(F={types:B,offset:-1},k[$]=F)}else F=null;let ee=f[w.sourceFileName],re=A.reduce(($,_e,Me)=>{let[Je,De,tt,I,ce]=_e;return Je===R&&$.push([Me,tt,I,De,ce]),$},[]),le=null,Y=re.filter(([,,$])=>$!==null).map(([$,,_e])=>[$,O[N[_e]]]);Y.length>0&&(le={methods:Y,offset:-1},S.push(le));let se=x.reduce(($,_e,Me)=>{let[Je]=_e;return Je===R&&$.push([Me>0?1:0,Lt]),$},[]),X=f["<init>"],oe=re.filter(([,$])=>$===X).map(([$,,,_e])=>{if(l.has(w.name)){let Me=-1,Je=A.length;for(let De=0;De!==Je;De++){let[tt,I,ce]=A[De];if(tt===U&&ce===X&&I===_e){Me=De;break}}return[$,Lt|Ai,Me]}else return[$,Lt|Ai|Fr,-1]}),Ce=_f(re.filter(([,$])=>$!==X).map(([$,,,,_e])=>[$,_e|Lt|Fr]));return{index:R,accessFlags:D,superClassIndex:U,interfaces:F,sourceFileIndex:ee,annotationsDirectory:le,classData:{instanceFields:se,constructorMethods:oe,virtualMethods:Ce,offset:-1}}}),j=Object.keys(k).map(w=>k[w]);return{classes:T,interfaces:j,fields:x,methods:A,protos:_,parameters:v,annotationDirectories:S,annotationSets:O,throwsAnnotations:M,types:p,strings:d}}function _f(t){let e=0;return t.map(([n,r],o)=>{let i;return o===0?i=[n,r]:i=[n-e,r],e=n,i})}function Pi(t,e){return t-e}function gf(t,e){let[,,n,r]=t,[,,o,i]=e;if(n<o)return-1;if(n>o)return 1;let s=r.join("|"),l=i.join("|");return s<l?-1:s>l?1:0}function yf(t,e){let[n,r,o]=t,[i,s,l]=e;return n!==i?n-i:o!==l?o-l:r-s}function bf(t,e){let[n,r,o]=t,[i,s,l]=e;return n!==i?n-i:o!==l?o-l:r-s}function vf(t){let e=t[0];return e==="L"||e==="["?"L":t}function ye(t){if(t<=127)return[t];let e=[],n=!1;do{let r=t&127;t>>=7,n=t!==0,n&&(r|=128),e.push(r)}while(n);return e}function Pr(t,e){let n=t%e;return n===0?t:t+e-n}function Ef(t,e){let n=1,r=0,o=t.length;for(let i=e;i<o;i++)n=(n+t[i])%65521,r=(r+n)%65521;return(r<<16|n)>>>0}var Fi=ff;var Sf=1,Ur=null,Di=null;function Ui(t){Ur=t}function Vr(t,e,n){let r=lt(t);return r===null&&(t.indexOf("[")===0?r=Br(t,e,n):(t[0]==="L"&&t[t.length-1]===";"&&(t=t.substring(1,t.length-1)),r=If(t,e,n))),Object.assign({className:t},r)}var Vi={boolean:{name:"Z",type:"uint8",size:1,byteSize:1,defaultValue:!1,isCompatible(t){return typeof t=="boolean"},fromJni(t){return!!t},toJni(t){return t?1:0},read(t){return t.readU8()},write(t,e){t.writeU8(e)},toString(){return this.name}},byte:{name:"B",type:"int8",size:1,byteSize:1,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-128&&t<=127},fromJni:we,toJni:we,read(t){return t.readS8()},write(t,e){t.writeS8(e)},toString(){return this.name}},char:{name:"C",type:"uint16",size:1,byteSize:2,defaultValue:0,isCompatible(t){if(typeof t!="string"||t.length!==1)return!1;let e=t.charCodeAt(0);return e>=0&&e<=65535},fromJni(t){return String.fromCharCode(t)},toJni(t){return t.charCodeAt(0)},read(t){return t.readU16()},write(t,e){t.writeU16(e)},toString(){return this.name}},short:{name:"S",type:"int16",size:1,byteSize:2,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-32768&&t<=32767},fromJni:we,toJni:we,read(t){return t.readS16()},write(t,e){t.writeS16(e)},toString(){return this.name}},int:{name:"I",type:"int32",size:1,byteSize:4,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-2147483648&&t<=2147483647},fromJni:we,toJni:we,read(t){return t.readS32()},write(t,e){t.writeS32(e)},toString(){return this.name}},long:{name:"J",type:"int64",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"||t instanceof Int64},fromJni:we,toJni:we,read(t){return t.readS64()},write(t,e){t.writeS64(e)},toString(){return this.name}},float:{name:"F",type:"float",size:1,byteSize:4,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:we,toJni:we,read(t){return t.readFloat()},write(t,e){t.writeFloat(e)},toString(){return this.name}},double:{name:"D",type:"double",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:we,toJni:we,read(t){return t.readDouble()},write(t,e){t.writeDouble(e)},toString(){return this.name}},void:{name:"V",type:"void",size:0,byteSize:0,defaultValue:void 0,isCompatible(t){return t===void 0},fromJni(){},toJni(){return NULL},toString(){return this.name}}},wf=new Set(Object.values(Vi).map(t=>t.name));function lt(t){let e=Vi[t];return e!==void 0?e:null}function If(t,e,n){let r=n._types[e?1:0],o=r[t];return o!==void 0||(t==="java.lang.Object"?o=xf(n):o=Cf(t,e,n),r[t]=o),o}function xf(t){return{name:"Ljava/lang/Object;",type:"pointer",size:1,defaultValue:NULL,isCompatible(e){return e===null?!0:e===void 0?!1:e.$h instanceof NativePointer?!0:typeof e=="string"},fromJni(e,n,r){return e.isNull()?null:t.cast(e,t.use("java.lang.Object"),r)},toJni(e,n){return e===null?NULL:typeof e=="string"?n.newStringUtf(e):e.$h}}}function Cf(t,e,n){let r=null,o=null,i=null;function s(){return r===null&&(r=n.use(t).class),r}function l(c){let d=s();return o===null&&(o=d.isInstance.overload("java.lang.Object")),o.call(d,c)}function a(){if(i===null){let c=s();i=n.use("java.lang.String").class.isAssignableFrom(c)}return i}return{name:qe(t),type:"pointer",size:1,defaultValue:NULL,isCompatible(c){return c===null?!0:c===void 0?!1:c.$h instanceof NativePointer?l(c):typeof c=="string"&&a()},fromJni(c,d,f){return c.isNull()?null:a()&&e?d.stringFromJni(c):n.cast(c,n.use(t),f)},toJni(c,d){return c===null?NULL:typeof c=="string"?d.newStringUtf(c):c.$h},toString(){return this.name}}}var Af=[["Z","boolean"],["B","byte"],["C","char"],["D","double"],["F","float"],["I","int"],["J","long"],["S","short"]].reduce((t,[e,n])=>(t["["+e]=Tf("["+e,n),t),{});function Tf(t,e){let n=b.prototype,r=jf(e),o={typeName:e,newArray:n["new"+r+"Array"],setRegion:n["set"+r+"ArrayRegion"],getElements:n["get"+r+"ArrayElements"],releaseElements:n["release"+r+"ArrayElements"]};return{name:t,type:"pointer",size:1,defaultValue:NULL,isCompatible(i){return Mf(i,e)},fromJni(i,s,l){return kf(i,o,s,l)},toJni(i,s){return Nf(i,o,s)}}}function Br(t,e,n){let r=Af[t];if(r!==void 0)return r;if(t.indexOf("[")!==0)throw new Error("Unsupported type: "+t);let o=t.substring(1),i=Vr(o,e,n),s=0,l=o.length;for(;s!==l&&o[s]==="[";)s++;o=o.substring(s),o[0]==="L"&&o[o.length-1]===";"&&(o=o.substring(1,o.length-1));let a=o.replace(/\./g,"/");wf.has(a)?a="[".repeat(s)+a:a="[".repeat(s)+"L"+a+";";let c="["+a;return o="[".repeat(s)+o,{name:t.replace(/\./g,"/"),type:"pointer",size:1,defaultValue:NULL,isCompatible(d){return d===null?!0:typeof d!="object"||d.length===void 0?!1:d.every(function(f){return i.isCompatible(f)})},fromJni(d,f,p){if(d.isNull())return null;let u=[],m=f.getArrayLength(d);for(let h=0;h!==m;h++){let _=f.getObjectArrayElement(d,h);try{u.push(i.fromJni(_,f))}finally{f.deleteLocalRef(_)}}try{u.$w=n.cast(d,n.use(c),p)}catch{n.use("java.lang.reflect.Array").newInstance(n.use(o).class,0),u.$w=n.cast(d,n.use(c),p)}return u.$dispose=Lf,u},toJni(d,f){if(d===null)return NULL;if(!(d instanceof Array))throw new Error("Expected an array");let p=d.$w;if(p!==void 0)return p.$h;let u=d.length,h=n.use(o).$borrowClassHandle(f);try{let _=f.newObjectArray(u,h.value,NULL);f.throwIfExceptionPending();for(let g=0;g!==u;g++){let v=i.toJni(d[g],f);try{f.setObjectArrayElement(_,g,v)}finally{i.type==="pointer"&&f.getObjectRefType(v)===Sf&&f.deleteLocalRef(v)}f.throwIfExceptionPending()}return _}finally{h.unref(f)}}}}function Lf(){let t=this.length;for(let e=0;e!==t;e++){let n=this[e];if(n===null)continue;let r=n.$dispose;if(r===void 0)break;r.call(n)}this.$w.$dispose()}function kf(t,e,n,r){if(t.isNull())return null;let o=lt(e.typeName),i=n.getArrayLength(t);return new ln(t,e,o,i,n,r)}function Nf(t,e,n){if(t===null)return NULL;let r=t.$h;if(r!==void 0)return r;let o=t.length,i=lt(e.typeName),s=e.newArray.call(n,o);if(s.isNull())throw new Error("Unable to construct array");if(o>0){let l=i.byteSize,a=i.write,c=i.toJni,d=Memory.alloc(o*i.byteSize);for(let f=0;f!==o;f++)a(d.add(f*l),c(t[f]));e.setRegion.call(n,s,0,o,d),n.throwIfExceptionPending()}return s}function Mf(t,e){if(t===null)return!0;if(t instanceof ln)return t.$s.typeName===e;if(!(typeof t=="object"&&t.length!==void 0))return!1;let r=lt(e);return Array.prototype.every.call(t,o=>r.isCompatible(o))}function ln(t,e,n,r,o,i=!0){if(i){let s=o.newGlobalRef(t);this.$h=s,this.$r=Script.bindWeak(this,o.vm.makeHandleDestructor(s))}else this.$h=t,this.$r=null;return this.$s=e,this.$t=n,this.length=r,new Proxy(this,Di)}Di={has(t,e){return e in t?!0:t.tryParseIndex(e)!==null},get(t,e,n){let r=t.tryParseIndex(e);return r===null?t[e]:t.readElement(r)},set(t,e,n,r){let o=t.tryParseIndex(e);return o===null?(t[e]=n,!0):(t.writeElement(o,n),!0)},ownKeys(t){let e=[],{length:n}=t;for(let r=0;r!==n;r++){let o=r.toString();e.push(o)}return e.push("length"),e},getOwnPropertyDescriptor(t,e){return t.tryParseIndex(e)!==null?{writable:!0,configurable:!0,enumerable:!0}:Object.getOwnPropertyDescriptor(t,e)}};Object.defineProperties(ln.prototype,{$dispose:{enumerable:!0,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t))}},$clone:{value(t){return new ln(this.$h,this.$s,this.$t,this.length,t)}},tryParseIndex:{value(t){if(typeof t=="symbol")return null;let e=parseInt(t);return isNaN(e)||e<0||e>=this.length?null:e}},readElement:{value(t){return this.withElements(e=>{let n=this.$t;return n.fromJni(n.read(e.add(t*n.byteSize)))})}},writeElement:{value(t,e){let{$h:n,$s:r,$t:o}=this,i=Ur.getEnv(),s=Memory.alloc(o.byteSize);o.write(s,o.toJni(e)),r.setRegion.call(i,n,t,1,s)}},withElements:{value(t){let{$h:e,$s:n}=this,r=Ur.getEnv(),o=n.getElements.call(r,e);if(o.isNull())throw new Error("Unable to get array elements");try{return t(o)}finally{n.releaseElements.call(r,e,o)}}},toJSON:{value(){let{length:t,$t:e}=this,{byteSize:n,fromJni:r,read:o}=e;return this.withElements(i=>{let s=[];for(let l=0;l!==t;l++){let a=r(o(i.add(l*n)));s.push(a)}return s})}},toString:{value(){return this.toJSON().toString()}}});function qe(t){return"L"+t.replace(/\./g,"/")+";"}function jf(t){return t.charAt(0).toUpperCase()+t.slice(1)}function we(t){return t}var Of=4,{ensureClassInitialized:Bi,makeMethodMangler:Zi}=on,Rf=8,Gr=1,Nt=2,Pe=3,zr=1,$r=2,cn=1,Wi=2,zi=Symbol("PENDING_USE"),Ji="/data/local/tmp",{getCurrentThreadId:un,pointerSize:kt}=Process,fe={state:"empty",factories:[],loaders:null,Integer:null},G=null,Q=null,qi=null,Ki=null,Qi=null,Yi=null,Xi=null,Gi=null,Jr=null,dt=new Map,Ve=class t{static _initialize(e,n){G=e,Q=n,qi=n.flavor==="art",n.flavor==="jvm"&&(Bi=oi,Zi=si)}static _disposeAll(e){fe.factories.forEach(n=>{n._dispose(e)})}static get(e){let n=tp(),r=n.factories[0];if(e===null)return r;let o=n.loaders.get(e);if(o!==null){let s=r.cast(o,n.Integer);return n.factories[s.intValue()]}let i=new t;return i.loader=e,i.cacheDir=r.cacheDir,Wr(i,e),i}constructor(){this.cacheDir=Ji,this.codeCacheDir=Ji+"/dalvik-cache",this.tempFileNaming={prefix:"frida",suffix:""},this._classes={},this._classHandles=new Ct(10,Ff),this._patchedMethods=new Set,this._loader=null,this._types=[{},{}],fe.factories.push(this)}_dispose(e){Array.from(this._patchedMethods).forEach(n=>{n.implementation=null}),this._patchedMethods.clear(),mr(),this._classHandles.dispose(e),this._classes={}}get loader(){return this._loader}set loader(e){let n=this._loader===null&&e!==null;this._loader=e,n&&fe.state==="ready"&&this===fe.factories[0]&&Wr(this,e)}use(e,n={}){let r=n.cache!=="skip",o=r?this._getUsedClass(e):void 0;if(o===void 0)try{let i=G.getEnv(),{_loader:s}=this,l=s!==null?Uf(e,s,i):Df(e);o=this._make(e,l,i)}finally{r&&this._setUsedClass(e,o)}return o}_getUsedClass(e){let n;for(;(n=this._classes[e])===zi;)Thread.sleep(.05);return n===void 0&&(this._classes[e]=zi),n}_setUsedClass(e,n){n!==void 0?this._classes[e]=n:delete this._classes[e]}_make(e,n,r){let o=Pf(),i=Object.create(Kr.prototype,{[Symbol.for("n")]:{value:e},$n:{get(){return this[Symbol.for("n")]}},[Symbol.for("C")]:{value:o},$C:{get(){return this[Symbol.for("C")]}},[Symbol.for("w")]:{value:null,writable:!0},$w:{get(){return this[Symbol.for("w")]},set(a){this[Symbol.for("w")]=a}},[Symbol.for("_s")]:{writable:!0},$_s:{get(){return this[Symbol.for("_s")]},set(a){this[Symbol.for("_s")]=a}},[Symbol.for("c")]:{value:[null]},$c:{get(){return this[Symbol.for("c")]}},[Symbol.for("m")]:{value:new Map},$m:{get(){return this[Symbol.for("m")]}},[Symbol.for("l")]:{value:null,writable:!0},$l:{get(){return this[Symbol.for("l")]},set(a){this[Symbol.for("l")]=a}},[Symbol.for("gch")]:{value:n},$gch:{get(){return this[Symbol.for("gch")]}},[Symbol.for("f")]:{value:this},$f:{get(){return this[Symbol.for("f")]}}});o.prototype=i;let s=new o(null);i[Symbol.for("w")]=s,i.$w=s;let l=s.$borrowClassHandle(r);try{let a=l.value;Bi(r,a),i.$l=Ze.build(a,r)}finally{l.unref(r)}return s}retain(e){let n=G.getEnv();return e.$clone(n)}cast(e,n,r){let o=G.getEnv(),i=e.$h;i===void 0&&(i=e);let s=n.$borrowClassHandle(o);try{if(!o.isInstanceOf(i,s.value))throw new Error(`Cast from '${o.getObjectClassName(i)}' to '${n.$n}' isn't possible`)}finally{s.unref(o)}let l=n.$C;return new l(i,cn,o,r)}wrap(e,n,r){let o=n.$C,i=new o(e,cn,r,!1);return i.$r=Script.bindWeak(i,G.makeHandleDestructor(e)),i}array(e,n){let r=G.getEnv(),o=lt(e);o!==null&&(e=o.name);let i=Br("["+e,!1,this),s=i.toJni(n,r);return i.fromJni(s,r,!0)}registerClass(e){let n=G.getEnv(),r=[];try{let o=this.use("java.lang.Class"),i=n.javaLangReflectMethod(),s=n.vaMethod("pointer",[]),l=e.name,a=e.implements||[],c=e.superClass||this.use("java.lang.Object"),d=[],f=[],p={name:qe(l),sourceFileName:rp(l),superClass:qe(c.$n),interfaces:a.map(S=>qe(S.$n)),fields:d,methods:f},u=a.slice();a.forEach(S=>{Array.prototype.slice.call(S.class.getInterfaces()).forEach(T=>{let j=this.cast(T,o).getCanonicalName();u.push(this.use(j))})});let m=e.fields||{};Object.getOwnPropertyNames(m).forEach(S=>{let T=this._getType(m[S]);d.push([S,T.name])});let h={},_={};u.forEach(S=>{let T=S.$borrowClassHandle(n);r.push(T);let j=T.value;S.$ownMembers.filter(w=>S[w].overloads!==void 0).forEach(w=>{let R=S[w],D=R.overloads,U=D.map(F=>$i(w,F.returnType,F.argumentTypes));h[w]=[R,U,j],D.forEach((F,B)=>{let ee=U[B];_[ee]=[F,j]})})});let g=e.methods||{},x=Object.keys(g).reduce((S,T)=>{let j=g[T],w=T==="$init"?"<init>":T;return j instanceof Array?S.push(...j.map(R=>[w,R])):S.push([w,j]),S},[]),A=[];x.forEach(([S,T])=>{let j=Pe,w,R,D=[],U;if(typeof T=="function"){let re=h[S];if(re!==void 0&&Array.isArray(re)){let[le,Y,se]=re;if(Y.length>1)throw new Error(`More than one overload matching '${S}': signature must be specified`);delete _[Y[0]];let X=le.overloads[0];j=X.type,w=X.returnType,R=X.argumentTypes,U=T;let oe=n.toReflectedMethod(se,X.handle,0),Ce=s(n.handle,oe,i.getGenericExceptionTypes);D=qr(n,Ce).map(qe),n.deleteLocalRef(Ce),n.deleteLocalRef(oe)}else w=this._getType("void"),R=[],U=T}else{if(T.isStatic&&(j=Nt),w=this._getType(T.returnType||"void"),R=(T.argumentTypes||[]).map(Y=>this._getType(Y)),U=T.implementation,typeof U!="function")throw new Error("Expected a function implementation for method: "+S);let re=$i(S,w,R),le=_[re];if(le!==void 0){let[Y,se]=le;delete _[re],j=Y.type,w=Y.returnType,R=Y.argumentTypes;let X=n.toReflectedMethod(se,Y.handle,0),oe=s(n.handle,X,i.getGenericExceptionTypes);D=qr(n,oe).map(qe),n.deleteLocalRef(oe),n.deleteLocalRef(X)}}let F=w.name,B=R.map(re=>re.name),ee="("+B.join("")+")"+F;f.push([S,F,B,D,j===Nt?Rf:0]),A.push([S,ee,j,w,R,U])});let M=Object.keys(_);if(M.length>0)throw new Error("Missing implementation for: "+M.join(", "));let O=dn.fromBuffer(Fi(p),this);try{O.load()}finally{O.file.delete()}let N=this.use(e.name),k=x.length;if(k>0){let S=3*kt,T=Memory.alloc(k*S),j=[],w=[];A.forEach(([U,F,B,ee,re,le],Y)=>{let se=Memory.allocUtf8String(U),X=Memory.allocUtf8String(F),oe=es(U,N,B,ee,re,le);T.add(Y*S).writePointer(se),T.add(Y*S+kt).writePointer(X),T.add(Y*S+2*kt).writePointer(oe),w.push(se,X),j.push(oe)});let R=N.$borrowClassHandle(n);r.push(R);let D=R.value;n.registerNatives(D,T,k),n.throwIfExceptionPending(),N.$nativeMethods=j}return N}finally{r.forEach(o=>{o.unref(n)})}}choose(e,n){let r=G.getEnv(),{flavor:o}=Q;if(o==="jvm")this._chooseObjectsJvm(e,r,n);else if(o==="art"){let i=Q["art::gc::Heap::VisitObjects"]===void 0;if(i&&Q["art::gc::Heap::GetInstances"]===void 0)return this._chooseObjectsJvm(e,r,n);ve(G,r,s=>{i?this._chooseObjectsArtPreA12(e,r,s,n):this._chooseObjectsArtLegacy(e,r,s,n)})}else this._chooseObjectsDalvik(e,r,n)}_chooseObjectsJvm(e,n,r){let o=this.use(e),{jvmti:i}=Q,s=1,l=3,a=o.$borrowClassHandle(n),c=int64(a.value.toString());try{let d=new NativeCallback((g,v,x,A)=>(x.writeS64(c),s),"int",["int64","int64","pointer","pointer"]);i.iterateOverInstancesOfClass(a.value,l,d,a.value);let f=Memory.alloc(8);f.writeS64(c);let p=Memory.alloc(Of),u=Memory.alloc(kt);i.getObjectsWithTags(1,f,p,u,NULL);let m=p.readS32(),h=u.readPointer(),_=[];for(let g=0;g!==m;g++)_.push(h.add(g*kt).readPointer());i.deallocate(h);try{for(let g of _){let v=this.cast(g,o);if(r.onMatch(v)==="stop")break}r.onComplete()}finally{_.forEach(g=>{n.deleteLocalRef(g)})}}finally{a.unref(n)}}_chooseObjectsArtPreA12(e,n,r,o){let i=this.use(e),s=St.$new(r,G),l,a=i.$borrowClassHandle(n);try{let p=Q["art::JavaVMExt::DecodeGlobal"](Q.vm,r,a.value);l=s.newHandle(p)}finally{a.unref(n)}let c=0,d=Et.$new();Q["art::gc::Heap::GetInstances"](Q.artHeap,s,l,c,d);let f=d.handles.map(p=>n.newGlobalRef(p));d.$delete(),s.$delete();try{for(let p of f){let u=this.cast(p,i);if(o.onMatch(u)==="stop")break}o.onComplete()}finally{f.forEach(p=>{n.deleteGlobalRef(p)})}}_chooseObjectsArtLegacy(e,n,r,o){let i=this.use(e),s=[],l=Q["art::JavaVMExt::AddGlobalRef"],a=Q.vm,c,d=i.$borrowClassHandle(n);try{c=Q["art::JavaVMExt::DecodeGlobal"](a,r,d.value).toInt32()}finally{d.unref(n)}let f=Er(c,p=>{s.push(l(a,r,p))});Q["art::gc::Heap::VisitObjects"](Q.artHeap,f,NULL);try{for(let p of s){let u=this.cast(p,i);if(o.onMatch(u)==="stop")break}}finally{s.forEach(p=>{n.deleteGlobalRef(p)})}o.onComplete()}_chooseObjectsDalvik(e,n,r){let o=this.use(e);if(Q.addLocalReference===null){let s=Process.getModuleByName("libdvm.so"),l;switch(Process.arch){case"arm":l="2d e9 f0 41 05 46 15 4e 0c 46 7e 44 11 b3 43 68";break;case"ia32":l="8d 64 24 d4 89 5c 24 1c 89 74 24 20 e8 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 85 d2";break}Memory.scan(s.base,s.size,l,{onMatch:(a,c)=>{let d;if(Process.arch==="arm")a=a.or(1),d=new NativeFunction(a,"pointer",["pointer","pointer"]);else{let f=Memory.alloc(Process.pageSize);Memory.patchCode(f,16,p=>{let u=new X86Writer(p,{pc:f});u.putMovRegRegOffsetPtr("eax","esp",4),u.putMovRegRegOffsetPtr("edx","esp",8),u.putJmpAddress(a),u.flush()}),d=new NativeFunction(f,"pointer",["pointer","pointer"]),d._thunk=f}return Q.addLocalReference=d,G.perform(f=>{i(this,f)}),"stop"},onError(a){},onComplete(){Q.addLocalReference===null&&r.onComplete()}})}else i(this,n);function i(s,l){let{DVM_JNI_ENV_OFFSET_SELF:a}=on,c=l.handle.add(a).readPointer(),d,f=o.$borrowClassHandle(l);try{d=Q.dvmDecodeIndirectRef(c,f.value)}finally{f.unref(l)}let p=d.toMatchPattern(),u=Q.dvmHeapSourceGetBase(),h=Q.dvmHeapSourceGetLimit().sub(u).toInt32();Memory.scan(u,h,p,{onMatch:(_,g)=>{Q.dvmIsValidObject(_)&&G.perform(v=>{let x=v.handle.add(a).readPointer(),A,M=Q.addLocalReference(x,_);try{A=s.cast(M,o)}finally{v.deleteLocalRef(M)}if(r.onMatch(A)==="stop")return"stop"})},onError(_){},onComplete(){r.onComplete()}})}}openClassFile(e){return new dn(e,null,this)}_getType(e,n=!0){return Vr(e,n,this)}};function Pf(){return function(t,e,n,r){return Kr.call(this,t,e,n,r)}}function Kr(t,e,n,r=!0){if(t!==null)if(r){let o=n.newGlobalRef(t);this.$h=o,this.$r=Script.bindWeak(this,G.makeHandleDestructor(o))}else this.$h=t,this.$r=null;else this.$h=null,this.$r=null;return this.$t=e,new Proxy(this,Ki)}Ki={has(t,e){return e in t?!0:t.$has(e)},get(t,e,n){if(typeof e!="string"||e.startsWith("$")||e==="class")return t[e];let r=t.$find(e);return r!==null?r(n):t[e]},set(t,e,n,r){return t[e]=n,!0},ownKeys(t){return t.$list()},getOwnPropertyDescriptor(t,e){return Object.prototype.hasOwnProperty.call(t,e)?Object.getOwnPropertyDescriptor(t,e):{writable:!1,configurable:!0,enumerable:!0}}};Object.defineProperties(Kr.prototype,{[Symbol.for("new")]:{enumerable:!1,get(){return this.$getCtor("allocAndInit")}},$new:{enumerable:!0,get(){return this[Symbol.for("new")]}},[Symbol.for("alloc")]:{enumerable:!1,value(){let t=G.getEnv(),e=this.$borrowClassHandle(t);try{let n=t.allocObject(e.value);return this.$f.cast(n,this)}finally{e.unref(t)}}},$alloc:{enumerable:!0,get(){return this[Symbol.for("alloc")]}},[Symbol.for("init")]:{enumerable:!1,get(){return this.$getCtor("initOnly")}},$init:{enumerable:!0,get(){return this[Symbol.for("init")]}},[Symbol.for("dispose")]:{enumerable:!1,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t)),this.$h!==null&&(this.$h=void 0)}},$dispose:{enumerable:!0,get(){return this[Symbol.for("dispose")]}},[Symbol.for("clone")]:{enumerable:!1,value(t){let e=this.$C;return new e(this.$h,this.$t,t)}},$clone:{value(t){return this[Symbol.for("clone")](t)}},[Symbol.for("class")]:{enumerable:!1,get(){let t=G.getEnv(),e=this.$borrowClassHandle(t);try{let n=this.$f;return n.cast(e.value,n.use("java.lang.Class"))}finally{e.unref(t)}}},class:{enumerable:!0,get(){return this[Symbol.for("class")]}},[Symbol.for("className")]:{enumerable:!1,get(){let t=this.$h;return t===null?this.$n:G.getEnv().getObjectClassName(t)}},$className:{enumerable:!0,get(){return this[Symbol.for("className")]}},[Symbol.for("ownMembers")]:{enumerable:!1,get(){return this.$l.list()}},$ownMembers:{enumerable:!0,get(){return this[Symbol.for("ownMembers")]}},[Symbol.for("super")]:{enumerable:!1,get(){let t=G.getEnv(),e=this.$s.$C;return new e(this.$h,Wi,t)}},$super:{enumerable:!0,get(){return this[Symbol.for("super")]}},[Symbol.for("s")]:{enumerable:!1,get(){let t=Object.getPrototypeOf(this),e=t.$_s;if(e===void 0){let n=G.getEnv(),r=this.$borrowClassHandle(n);try{let o=n.getSuperclass(r.value);if(o.isNull())e=null;else try{let i=n.getClassName(o),s=t.$f;if(e=s._getUsedClass(i),e===void 0)try{let l=Vf(this);e=s._make(i,l,n)}finally{s._setUsedClass(i,e)}}finally{n.deleteLocalRef(o)}}finally{r.unref(n)}t.$_s=e}return e}},$s:{get(){return this[Symbol.for("s")]}},[Symbol.for("isSameObject")]:{enumerable:!1,value(t){return G.getEnv().isSameObject(t.$h,this.$h)}},$isSameObject:{value(t){return this[Symbol.for("isSameObject")](t)}},[Symbol.for("getCtor")]:{enumerable:!1,value(t){let e=this.$c,n=e[0];if(n===null){let r=G.getEnv(),o=this.$borrowClassHandle(r);try{n=Bf(o.value,this.$w,r),e[0]=n}finally{o.unref(r)}}return n[t]}},$getCtor:{value(t){return this[Symbol.for("getCtor")](t)}},[Symbol.for("borrowClassHandle")]:{enumerable:!1,value(t){let e=this.$n,n=this.$f._classHandles,r=n.get(e);return r===void 0&&(r=new Qr(this.$gch(t),t),n.set(e,r,t)),r.ref()}},$borrowClassHandle:{value(t){return this[Symbol.for("borrowClassHandle")](t)}},[Symbol.for("copyClassHandle")]:{enumerable:!1,value(t){let e=this.$borrowClassHandle(t);try{return t.newLocalRef(e.value)}finally{e.unref(t)}}},$copyClassHandle:{value(t){return this[Symbol.for("copyClassHandle")](t)}},[Symbol.for("getHandle")]:{enumerable:!1,value(t){let e=this.$h;if(e===void 0)throw new Error("Wrapper is disposed; perhaps it was borrowed from a hook instead of calling Java.retain() to make a long-lived wrapper?");return e}},$getHandle:{value(t){return this[Symbol.for("getHandle")](t)}},[Symbol.for("list")]:{enumerable:!1,value(){let t=this.$s,e=t!==null?t.$list():[],n=this.$l;return Array.from(new Set(e.concat(n.list())))}},$list:{get(){return this[Symbol.for("list")]}},[Symbol.for("has")]:{enumerable:!1,value(t){if(this.$m.has(t)||this.$l.has(t))return!0;let r=this.$s;return!!(r!==null&&r.$has(t))}},$has:{value(t){return this[Symbol.for("has")](t)}},[Symbol.for("find")]:{enumerable:!1,value(t){let e=this.$m,n=e.get(t);if(n!==void 0)return n;let o=this.$l.find(t);if(o!==null){let s=G.getEnv(),l=this.$borrowClassHandle(s);try{n=zf(t,o,l.value,this.$w,s)}finally{l.unref(s)}return e.set(t,n),n}let i=this.$s;return i!==null?i.$find(t):null}},$find:{value(t){return this[Symbol.for("find")](t)}},[Symbol.for("toJSON")]:{enumerable:!1,value(){let t=this.$n;if(this.$h===null)return`<class: ${t}>`;let n=this.$className;return t===n?`<instance: ${t}>`:`<instance: ${t}, $className: ${n}>`}},toJSON:{get(){return this[Symbol.for("toJSON")]}}});function Qr(t,e){this.value=e.newGlobalRef(t),e.deleteLocalRef(t),this.refs=1}Qr.prototype.ref=function(){return this.refs++,this};Qr.prototype.unref=function(t){--this.refs===0&&t.deleteGlobalRef(this.value)};function Ff(t,e){t.unref(e)}function Df(t){let e=t.replace(/\./g,"/");return function(n){let r=un();ns(r);try{return n.findClass(e)}finally{rs(r)}}}function Uf(t,e,n){return Jr===null&&(Gi=n.vaMethod("pointer",["pointer"]),Jr=e.loadClass.overload("java.lang.String").handle),n=null,function(r){let o=r.newStringUtf(t),i=un();ns(i);try{let s=Gi(r.handle,e.$h,Jr,o);return r.throwIfExceptionPending(),s}finally{rs(i),r.deleteLocalRef(o)}}}function Vf(t){return function(e){let n=t.$borrowClassHandle(e);try{return e.getSuperclass(n.value)}finally{n.unref(e)}}}function Bf(t,e,n){let{$n:r,$f:o}=e,i=np(r),s=n.javaLangClass(),l=n.javaLangReflectConstructor(),a=n.vaMethod("pointer",[]),c=n.vaMethod("uint8",[]),d=[],f=[],p=o._getType(r,!1),u=o._getType("void",!1),m=a(n.handle,t,s.getDeclaredConstructors);try{let h=n.getArrayLength(m);if(h!==0)for(let _=0;_!==h;_++){let g,v,x=n.getObjectArrayElement(m,_);try{g=n.fromReflectedMethod(x),v=a(n.handle,x,l.getGenericParameterTypes)}finally{n.deleteLocalRef(x)}let A;try{A=qr(n,v).map(M=>o._getType(M))}finally{n.deleteLocalRef(v)}d.push(ct(i,e,Gr,g,p,A,n)),f.push(ct(i,e,Pe,g,u,A,n))}else{if(c(n.handle,t,s.isInterface))throw new Error("cannot instantiate an interface");let g=n.javaLangObject(),v=n.getMethodId(g,"<init>","()V");d.push(ct(i,e,Gr,v,p,[],n)),f.push(ct(i,e,Pe,v,u,[],n))}}finally{n.deleteLocalRef(m)}if(f.length===0)throw new Error("no supported overloads");return{allocAndInit:Hr(d),initOnly:Hr(f)}}function zf(t,e,n,r,o){return e.startsWith("m")?Jf(t,e,n,r,o):Yf(t,e,n,r,o)}function Jf(t,e,n,r,o){let{$f:i}=r,s=e.split(":").slice(1),l=o.javaLangReflectMethod(),a=o.vaMethod("pointer",[]),c=o.vaMethod("uint8",[]),d=s.map(p=>{let u=p[0]==="s"?Nt:Pe,m=ptr(p.substr(1)),h,_=[],g=o.toReflectedMethod(n,m,u===Nt?1:0);try{let v=!!c(o.handle,g,l.isVarArgs),x=a(o.handle,g,l.getGenericReturnType);o.throwIfExceptionPending();try{h=i._getType(o.getTypeName(x))}finally{o.deleteLocalRef(x)}let A=a(o.handle,g,l.getParameterTypes);try{let M=o.getArrayLength(A);for(let O=0;O!==M;O++){let N=o.getObjectArrayElement(A,O),k;try{k=v&&O===M-1?o.getArrayTypeName(N):o.getTypeName(N)}finally{o.deleteLocalRef(N)}let S=i._getType(k);_.push(S)}}finally{o.deleteLocalRef(A)}}catch{return null}finally{o.deleteLocalRef(g)}return ct(t,r,u,m,h,_,o)}).filter(p=>p!==null);if(d.length===0)throw new Error("No supported overloads");t==="valueOf"&&qf(d);let f=Hr(d);return function(p){return f}}function Hr(t){let e=Gf();return Object.setPrototypeOf(e,Qi),e._o=t,e}function Gf(){let t=function(){return t.invoke(this,arguments)};return t}Qi=Object.create(Function.prototype,{overloads:{enumerable:!0,get(){return this._o}},overload:{value(...t){let e=this._o,n=t.length,r=t.join(":");for(let o=0;o!==e.length;o++){let i=e[o],{argumentTypes:s}=i;if(s.length!==n)continue;if(s.map(a=>a.className).join(":")===r)return i}Zr(this.methodName,this.overloads,"specified argument types do not match any of:")}},methodName:{enumerable:!0,get(){return this._o[0].methodName}},holder:{enumerable:!0,get(){return this._o[0].holder}},type:{enumerable:!0,get(){return this._o[0].type}},handle:{enumerable:!0,get(){return Ke(this),this._o[0].handle}},implementation:{enumerable:!0,get(){return Ke(this),this._o[0].implementation},set(t){Ke(this),this._o[0].implementation=t}},returnType:{enumerable:!0,get(){return Ke(this),this._o[0].returnType}},argumentTypes:{enumerable:!0,get(){return Ke(this),this._o[0].argumentTypes}},canInvokeWith:{enumerable:!0,get(t){return Ke(this),this._o[0].canInvokeWith}},clone:{enumerable:!0,value(t){return Ke(this),this._o[0].clone(t)}},invoke:{value(t,e){let n=this._o,r=t.$h!==null;for(let o=0;o!==n.length;o++){let i=n[o];if(i.canInvokeWith(e)){if(i.type===Pe&&!r){let s=this.methodName;if(s==="toString")return`<class: ${t.$n}>`;throw new Error(s+": cannot call instance method without an instance")}return i.apply(t,e)}}if(this.methodName==="toString")return`<class: ${t.$n}>`;Zr(this.methodName,this.overloads,"argument types do not match any of:")}}});function $i(t,e,n){return`${e.className} ${t}(${n.map(r=>r.className).join(", ")})`}function Ke(t){let e=t._o;e.length>1&&Zr(e[0].methodName,e,"has more than one overload, use .overload(<signature>) to choose from:")}function Zr(t,e,n){let o=e.slice().sort((i,s)=>i.argumentTypes.length-s.argumentTypes.length).map(i=>i.argumentTypes.length>0?".overload('"+i.argumentTypes.map(l=>l.className).join("', '")+"')":".overload()");throw new Error(`${t}(): ${n}
	${o.join(`
	`)}`)}function ct(t,e,n,r,o,i,s,l){let a=o.type,c=i.map(p=>p.type);s===null&&(s=G.getEnv());let d,f;return n===Pe?(d=s.vaMethod(a,c,l),f=s.nonvirtualVaMethod(a,c,l)):n===Nt?(d=s.staticVaMethod(a,c,l),f=d):(d=s.constructor(c,l),f=d),$f([t,e,n,r,o,i,d,f])}function $f(t){let e=Hf();return Object.setPrototypeOf(e,Yi),e._p=t,e}function Hf(){let t=function(){return t.invoke(this,arguments)};return t}Yi=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return this._p[0]}},holder:{enumerable:!0,get(){return this._p[1]}},type:{enumerable:!0,get(){return this._p[2]}},handle:{enumerable:!0,get(){return this._p[3]}},implementation:{enumerable:!0,get(){let t=this._r;return t!==void 0?t:null},set(t){let e=this._p,n=e[1];if(e[2]===Gr)throw new Error("Reimplementing $new is not possible; replace implementation of $init instead");let o=this._r;if(o!==void 0&&(n.$f._patchedMethods.delete(this),o._m.revert(G),this._r=void 0),t!==null){let[i,s,l,a,c,d]=e,f=es(i,s,l,c,d,t,this),p=Zi(a);f._m=p,this._r=f,p.replace(f,l===Pe,d,G,Q),n.$f._patchedMethods.add(this)}}},returnType:{enumerable:!0,get(){return this._p[4]}},argumentTypes:{enumerable:!0,get(){return this._p[5]}},canInvokeWith:{enumerable:!0,value(t){let e=this._p[5];return t.length!==e.length?!1:e.every((n,r)=>n.isCompatible(t[r]))}},clone:{enumerable:!0,value(t){let e=this._p.slice(0,6);return ct(...e,null,t)}},invoke:{value(t,e){let n=G.getEnv(),r=this._p,o=r[2],i=r[4],s=r[5],l=this._r,a=o===Pe,c=e.length,d=2+c;n.pushLocalFrame(d);let f=null;try{let p;a?p=t.$getHandle():(f=t.$borrowClassHandle(n),p=f.value);let u,m=t.$t;l===void 0?u=r[3]:(u=l._m.resolveTarget(t,a,n,Q),qi&&l._c.has(un())&&(m=Wi));let h=[n.handle,p,u];for(let v=0;v!==c;v++)h.push(s[v].toJni(e[v],n));let _;m===cn?_=r[6]:(_=r[7],a&&h.splice(2,0,t.$copyClassHandle(n)));let g=_.apply(null,h);return n.throwIfExceptionPending(),i.fromJni(g,n,!0)}finally{f!==null&&f.unref(n),n.popLocalFrame(NULL)}}},toString:{enumerable:!0,value(){return`function ${this.methodName}(${this.argumentTypes.map(t=>t.className).join(", ")}): ${this.returnType.className}`}}});function es(t,e,n,r,o,i,s=null){let l=new Set,a=Zf([t,e,n,r,o,i,s,l]),c=new NativeCallback(a,r.type,["pointer","pointer"].concat(o.map(d=>d.type)));return c._c=l,c}function Zf(t){return function(){return Wf(arguments,t)}}function Wf(t,e){let n=new b(t[0],G),[r,o,i,s,l,a,c,d]=e,f=[],p;if(i===Pe){let h=o.$C;p=new h(t[1],cn,n,!1)}else p=o;let u=un();n.pushLocalFrame(3);let m=!0;G.link(u,n);try{d.add(u);let h;c===null||!dt.has(u)?h=a:h=c;let _=[],g=t.length-2;for(let A=0;A!==g;A++){let O=l[A].fromJni(t[2+A],n,!1);_.push(O),f.push(O)}let v=h.apply(p,_);if(!s.isCompatible(v))throw new Error(`Implementation for ${r} expected return value compatible with ${s.className}`);let x=s.toJni(v,n);return s.type==="pointer"&&(x=n.popLocalFrame(x),m=!1,f.push(v)),x}catch(h){let _=h.$h;return _!==void 0?n.throw(_):Script.nextTick(()=>{throw h}),s.defaultValue}finally{G.unlink(u),m&&n.popLocalFrame(NULL),d.delete(u),f.forEach(h=>{if(h===null)return;let _=h.$dispose;_!==void 0&&_.call(h)})}}function qf(t){let{holder:e,type:n}=t[0];t.some(o=>o.type===n&&o.argumentTypes.length===0)||t.push(Kf([e,n]))}function Kf(t){let e=Qf();return Object.setPrototypeOf(e,Xi),e._p=t,e}function Qf(){return function(){return this}}Xi=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return"valueOf"}},holder:{enumerable:!0,get(){return this._p[0]}},type:{enumerable:!0,get(){return this._p[1]}},handle:{enumerable:!0,get(){return NULL}},implementation:{enumerable:!0,get(){return null},set(t){}},returnType:{enumerable:!0,get(){let t=this.holder;return t.$f.use(t.$n)}},argumentTypes:{enumerable:!0,get(){return[]}},canInvokeWith:{enumerable:!0,value(t){return t.length===0}},clone:{enumerable:!0,value(t){throw new Error("Invalid operation")}}});function Yf(t,e,n,r,o){let i=e[2]==="s"?zr:$r,s=ptr(e.substr(3)),{$f:l}=r,a,c=o.toReflectedField(n,s,i===zr?1:0);try{a=o.vaMethod("pointer",[])(o.handle,c,o.javaLangReflectField().getGenericType),o.throwIfExceptionPending()}finally{o.deleteLocalRef(c)}let d;try{d=l._getType(o.getTypeName(a))}finally{o.deleteLocalRef(a)}let f,p,u=d.type;return i===zr?(f=o.getStaticField(u),p=o.setStaticField(u)):(f=o.getField(u),p=o.setField(u)),Xf([i,d,s,f,p])}function Xf(t){return function(e){return new ts([e].concat(t))}}function ts(t){this._p=t}Object.defineProperties(ts.prototype,{value:{enumerable:!0,get(){let[t,e,n,r,o]=this._p,i=G.getEnv();i.pushLocalFrame(4);let s=null;try{let l;if(e===$r){if(l=t.$getHandle(),l===null)throw new Error("Cannot access an instance field without an instance")}else s=t.$borrowClassHandle(i),l=s.value;let a=o(i.handle,l,r);return i.throwIfExceptionPending(),n.fromJni(a,i,!0)}finally{s!==null&&s.unref(i),i.popLocalFrame(NULL)}},set(t){let[e,n,r,o,,i]=this._p,s=G.getEnv();s.pushLocalFrame(4);let l=null;try{let a;if(n===$r){if(a=e.$getHandle(),a===null)throw new Error("Cannot access an instance field without an instance")}else l=e.$borrowClassHandle(s),a=l.value;if(!r.isCompatible(t))throw new Error(`Expected value compatible with ${r.className}`);let c=r.toJni(t,s);i(s.handle,a,o,c),s.throwIfExceptionPending()}finally{l!==null&&l.unref(s),s.popLocalFrame(NULL)}}},holder:{enumerable:!0,get(){return this._p[0]}},fieldType:{enumerable:!0,get(){return this._p[1]}},fieldReturnType:{enumerable:!0,get(){return this._p[2]}},toString:{enumerable:!0,value(){let t=`Java.Field{holder: ${this.holder}, fieldType: ${this.fieldType}, fieldReturnType: ${this.fieldReturnType}, value: ${this.value}}`;return t.length<200?t:`Java.Field{
	holder: ${this.holder},
	fieldType: ${this.fieldType},
	fieldReturnType: ${this.fieldReturnType},
	value: ${this.value},
}`.split(`
`).map(n=>n.length>200?n.slice(0,n.indexOf(" ")+1)+"...,":n).join(`
`)}}});var dn=class t{static fromBuffer(e,n){let r=Hi(n),o=r.getCanonicalPath().toString(),i=new File(o,"w");return i.write(e.buffer),i.close(),ep(o,n),new t(o,r,n)}constructor(e,n,r){this.path=e,this.file=n,this._factory=r}load(){let{_factory:e}=this,{codeCacheDir:n}=e,r=e.use("dalvik.system.DexClassLoader"),o=e.use("java.io.File"),i=this.file;if(i===null&&(i=e.use("java.io.File").$new(this.path)),!i.exists())throw new Error("File not found");o.$new(n).mkdirs(),e.loader=r.$new(i.getCanonicalPath(),n,null,e.loader),G.preventDetachDueToClassLoader()}getClassNames(){let{_factory:e}=this,n=e.use("dalvik.system.DexFile"),r=Hi(e),o=n.loadDex(this.path,r.getCanonicalPath(),0),i=[],s=o.entries();for(;s.hasMoreElements();)i.push(s.nextElement().toString());return i}};function Hi(t){let{cacheDir:e,tempFileNaming:n}=t,r=t.use("java.io.File"),o=r.$new(e);return o.mkdirs(),r.createTempFile(n.prefix,n.suffix+".dex",o)}function ep(t,e){e.use("java.io.File").$new(t).setWritable(!1,!1)}function tp(){switch(fe.state){case"empty":{fe.state="pending";let t=fe.factories[0],e=t.use("java.util.HashMap"),n=t.use("java.lang.Integer");fe.loaders=e.$new(),fe.Integer=n;let r=t.loader;return r!==null&&Wr(t,r),fe.state="ready",fe}case"pending":do Thread.sleep(.05);while(fe.state==="pending");return fe;case"ready":return fe}}function Wr(t,e){let{factories:n,loaders:r,Integer:o}=fe,i=o.$new(n.indexOf(t));r.put(e,i);for(let s=e.getParent();s!==null&&!r.containsKey(s);s=s.getParent())r.put(s,i)}function ns(t){let e=dt.get(t);e===void 0&&(e=0),e++,dt.set(t,e)}function rs(t){let e=dt.get(t);if(e===void 0)throw new Error(`Thread ${t} is not ignored`);e--,e===0?dt.delete(t):dt.set(t,e)}function np(t){return t.slice(t.lastIndexOf(".")+1)}function qr(t,e){let n=[],r=t.getArrayLength(e);for(let o=0;o!==r;o++){let i=t.getObjectArrayElement(e,o);try{n.push(t.getTypeName(i))}finally{t.deleteLocalRef(i)}}return n}function rp(t){let e=t.split(".");return e[e.length-1]+".java"}var op=4,os=Process.pointerSize,Yr=class{ACC_PUBLIC=1;ACC_PRIVATE=2;ACC_PROTECTED=4;ACC_STATIC=8;ACC_FINAL=16;ACC_SYNCHRONIZED=32;ACC_BRIDGE=64;ACC_VARARGS=128;ACC_NATIVE=256;ACC_ABSTRACT=1024;ACC_STRICT=2048;ACC_SYNTHETIC=4096;constructor(){this.classFactory=null,this.ClassFactory=Ve,this.vm=null,this.api=null,this._initialized=!1,this._apiError=null,this._wakeupHandler=null,this._pollListener=null,this._pendingMainOps=[],this._pendingVmOps=[],this._cachedIsAppProcess=null;try{this._tryInitialize()}catch{}}_tryInitialize(){if(this._initialized)return!0;if(this._apiError!==null)throw this._apiError;let e;try{e=xt(),this.api=e}catch(r){throw this._apiError=r,r}if(e===null)return!1;let n=new Ae(e);return this.vm=n,Ui(n),Ve._initialize(n,e),this.classFactory=new Ve,this._initialized=!0,!0}_dispose(){if(this.api===null)return;let{vm:e}=this;e.perform(n=>{Ve._disposeAll(n),b.dispose(n)}),Script.nextTick(()=>{Ae.dispose(e)})}get available(){return this._tryInitialize()}get androidVersion(){return wt()}synchronized(e,n){let{$h:r=e}=e;if(!(r instanceof NativePointer))throw new Error("Java.synchronized: the first argument `obj` must be either a pointer or a Java instance");let o=this.vm.getEnv();ue("VM::MonitorEnter",o.monitorEnter(r));try{n()}finally{o.monitorExit(r)}}enumerateLoadedClasses(e){this._checkAvailable();let{flavor:n}=this.api;n==="jvm"?this._enumerateLoadedClassesJvm(e):n==="art"?this._enumerateLoadedClassesArt(e):this._enumerateLoadedClassesDalvik(e)}enumerateLoadedClassesSync(){let e=[];return this.enumerateLoadedClasses({onMatch(n){e.push(n)},onComplete(){}}),e}enumerateClassLoaders(e){this._checkAvailable();let{flavor:n}=this.api;if(n==="jvm")this._enumerateClassLoadersJvm(e);else if(n==="art")this._enumerateClassLoadersArt(e);else throw new Error("Enumerating class loaders is not supported on Dalvik")}enumerateClassLoadersSync(){let e=[];return this.enumerateClassLoaders({onMatch(n){e.push(n)},onComplete(){}}),e}_enumerateLoadedClassesJvm(e){let{api:n,vm:r}=this,{jvmti:o}=n,i=r.getEnv(),s=Memory.alloc(op),l=Memory.alloc(os);o.getLoadedClasses(s,l);let a=s.readS32(),c=l.readPointer(),d=[];for(let f=0;f!==a;f++)d.push(c.add(f*os).readPointer());o.deallocate(c);try{for(let f of d){let p=i.getClassName(f);e.onMatch(p,f)}e.onComplete()}finally{d.forEach(f=>{i.deleteLocalRef(f)})}}_enumerateClassLoadersJvm(e){this.choose("java.lang.ClassLoader",e)}_enumerateLoadedClassesArt(e){let{vm:n,api:r}=this,o=n.getEnv(),i=r["art::JavaVMExt::AddGlobalRef"],{vm:s}=r;ve(n,o,l=>{let a=fr(c=>{let d=i(s,l,c);try{let f=o.getClassName(d);e.onMatch(f,d)}finally{o.deleteGlobalRef(d)}return!0});r["art::ClassLinker::VisitClasses"](r.artClassLinker.address,a)}),e.onComplete()}_enumerateClassLoadersArt(e){let{classFactory:n,vm:r,api:o}=this,i=r.getEnv(),s=o["art::ClassLinker::VisitClassLoaders"];if(s===void 0)throw new Error("This API is only available on Android >= 7.0");let l=n.use("java.lang.ClassLoader"),a=[],c=o["art::JavaVMExt::AddGlobalRef"],{vm:d}=o;ve(r,i,f=>{let p=pr(u=>(a.push(c(d,f,u)),!0));ur(()=>{s(o.artClassLinker.address,p)})});try{a.forEach(f=>{let p=n.cast(f,l);e.onMatch(p)})}finally{a.forEach(f=>{i.deleteGlobalRef(f)})}e.onComplete()}_enumerateLoadedClassesDalvik(e){let{api:n}=this,r=ptr("0xcbcacccd"),o=172,i=8,l=n.gDvm.add(o).readPointer(),a=l.readS32(),d=l.add(12).readPointer(),f=a*i;for(let p=0;p<f;p+=i){let m=d.add(p).add(4).readPointer();if(m.isNull()||m.equals(r))continue;let _=m.add(24).readPointer().readUtf8String();if(_.startsWith("L")){let g=_.substring(1,_.length-1).replace(/\//g,".");e.onMatch(g)}}e.onComplete()}enumerateMethods(e){let{classFactory:n}=this,r=this.vm.getEnv(),o=n.use("java.lang.ClassLoader");return Ze.enumerateMethods(e,this.api,r).map(i=>{let s=i.loader;return i.loader=s!==null?n.wrap(s,o,r):null,i})}scheduleOnMainThread(e){this.performNow(()=>{this._pendingMainOps.push(e);let{_wakeupHandler:n}=this;if(n===null){let{classFactory:r}=this,o=r.use("android.os.Handler"),i=r.use("android.os.Looper");n=o.$new(i.getMainLooper()),this._wakeupHandler=n}this._pollListener===null&&(this._pollListener=Interceptor.attach(Process.getModuleByName("libc.so").getExportByName("epoll_wait"),this._makePollHook()),Interceptor.flush()),n.sendEmptyMessage(1)})}_makePollHook(){let e=Process.id,{_pendingMainOps:n}=this;return function(){if(this.threadId!==e)return;let r;for(;(r=n.shift())!==void 0;)try{r()}catch(o){Script.nextTick(()=>{throw o})}}}perform(e){if(this._checkAvailable(),!this._isAppProcess()||this.classFactory.loader!==null)try{this.vm.perform(e)}catch(n){Script.nextTick(()=>{throw n})}else this._pendingVmOps.push(e),this._pendingVmOps.length===1&&this._performPendingVmOpsWhenReady()}performNow(e){return this._checkAvailable(),this.vm.perform(()=>{let{classFactory:n}=this;if(this._isAppProcess()&&n.loader===null){let o=n.use("android.app.ActivityThread").currentApplication();o!==null&&is(n,o)}return e()})}_performPendingVmOpsWhenReady(){this.vm.perform(()=>{let{classFactory:e}=this,n=e.use("android.app.ActivityThread"),r=n.currentApplication();if(r!==null){is(e,r),this._performPendingVmOps();return}let o=this,i=!1,s="early",l=n.handleBindApplication;l.implementation=function(d){if(d.instrumentationName.value!==null){s="late";let p=e.use("android.app.LoadedApk").makeApplication;p.implementation=function(u,m){return i||(i=!0,ss(e,this),o._performPendingVmOps()),p.apply(this,arguments)}}l.apply(this,arguments)};let c=n.getPackageInfo.overloads.map(d=>[d.argumentTypes.length,d]).sort(([d],[f])=>f-d).map(([d,f])=>f)[0];c.implementation=function(...d){let f=c.call(this,...d);return!i&&s==="early"&&(i=!0,ss(e,f),o._performPendingVmOps()),f}})}_performPendingVmOps(){let{vm:e,_pendingVmOps:n}=this,r;for(;(r=n.shift())!==void 0;)try{e.perform(r)}catch(o){Script.nextTick(()=>{throw o})}}use(e,n){return this.classFactory.use(e,n)}openClassFile(e){return this.classFactory.openClassFile(e)}choose(e,n){this.classFactory.choose(e,n)}retain(e){return this.classFactory.retain(e)}cast(e,n){return this.classFactory.cast(e,n)}array(e,n){return this.classFactory.array(e,n)}backtrace(e){return hr(this.vm,e)}isMainThread(){let e=this.classFactory.use("android.os.Looper"),n=e.getMainLooper(),r=e.myLooper();return r===null?!1:n.$isSameObject(r)}registerClass(e){return this.classFactory.registerClass(e)}deoptimizeEverything(){let{vm:e}=this;return yr(e,e.getEnv())}deoptimizeBootImage(){let{vm:e}=this;return br(e,e.getEnv())}deoptimizeMethod(e){let{vm:n}=this;return gr(n,n.getEnv(),e)}_checkAvailable(){if(!this.available)throw new Error("Java API not available")}_isAppProcess(){let e=this._cachedIsAppProcess;if(e===null){if(this.api.flavor==="jvm")return e=!1,this._cachedIsAppProcess=e,e;let n=new NativeFunction(Module.getGlobalExportByName("readlink"),"pointer",["pointer","pointer","pointer"],{exceptions:"propagate"}),r=Memory.allocUtf8String("/proc/self/exe"),o=1024,i=Memory.alloc(o),s=n(r,i,ptr(o)).toInt32();if(s!==-1){let l=i.readUtf8String(s);e=/^\/system\/bin\/app_process/.test(l)}else e=!0;this._cachedIsAppProcess=e}return e}};function is(t,e){let n=t.use("android.os.Process");t.loader=e.getClassLoader(),n.myUid()===n.SYSTEM_UID.value?(t.cacheDir="/data/system",t.codeCacheDir="/data/dalvik-cache"):"getCodeCacheDir"in e?(t.cacheDir=e.getCacheDir().getCanonicalPath(),t.codeCacheDir=e.getCodeCacheDir().getCanonicalPath()):(t.cacheDir=e.getFilesDir().getCanonicalPath(),t.codeCacheDir=e.getCacheDir().getCanonicalPath())}function ss(t,e){let n=t.use("java.io.File");t.loader=e.getClassLoader();let r=n.$new(e.getDataDir()).getCanonicalPath();t.cacheDir=r,t.codeCacheDir=r+"/cache"}var Xr=new Yr;Script.bindWeak(Xr,()=>{Xr._dispose()});var fn=Xr;var Fe=fn,Mt=class{constructor(e,n){this.$h=e;this.owned=n}$h;owned;$dispose(){this.owned&&(this.owned=!1,ne().deleteGlobalRef(this.$h))}};function ne(){return Fe.vm.getEnv()}var ip={Z:"uint8",B:"int8",C:"uint16",S:"int16",I:"int32",J:"int64",F:"float",D:"double",V:"void"},as=new Map;function cs(t){let e=o=>ip[o]??"pointer",[n,r]=t.slice(1).split(")");return[(n.match(/\[*(?:L[^;]+;|[ZBCSIJFD])/g)??[]).map(e),e(r)]}function ds(t,e,n,r){let o=`${t}.${e}${n}`,i=as.get(o);if(i===void 0){let s=ne(),l=s.findClass(t),a=r?s.getStaticMethodId(l,e,n):s.getMethodId(l,e,n);s.throwIfExceptionPending(),i=[s.newGlobalRef(l),a],s.deleteLocalRef(l),as.set(o,i)}return i}function us(t){pn(t,dp,"uint8",["pointer"])(t.handle)!==0&&t.throwIfExceptionPending()}function W(t,e,n){let[r,o]=cs(n),i,s;return(l,...a)=>{let c=ne();i===void 0&&([,s]=ds(t,e,n,!1),i=c.vaMethod(o,r));let d=i(c.handle,l,s,...a);return us(c),d}}function Qe(t,e,n){let[r,o]=cs(n),i,s,l;return(...a)=>{let c=ne();i===void 0&&([s,l]=ds(t,e,n,!0),i=c.staticVaMethod(o,r));let d=i(c.handle,s,l,...a);return us(c),d}}function Be(t){let e=xe(t);if(e===null)return null;let n=ne(),r=Math.min(pn(n,ap,"int32",["pointer","pointer"])(n.handle,e),up);if(r===0)return"";let o=Memory.alloc(r*2);pn(n,cp,"void",["pointer","pointer","int32","int32","pointer"])(n.handle,e,0,r,o);let i=new Uint16Array(o.readByteArray(r*2)),s="";for(let l=0;l<r;l+=ls)s+=String.fromCharCode(...i.subarray(l,l+ls));return s}function jt(t,e=0,n){let r=xe(t);if(r===null)return new Uint8Array(0);let o=ne(),i=o.getArrayLength(r),s=Math.max(0,Math.min(e,i)),l=Math.max(0,Math.min(n??i-s,i-s));if(l===0)return new Uint8Array(0);let a=Memory.alloc(l);return pn(o,lp,"void",["pointer","pointer","int32","int32","pointer"])(o.handle,r,s,l,a),o.throwIfExceptionPending(),new Uint8Array(a.readByteArray(l))}function ut(t){let e=xe(t);return e===null?"":ne().getObjectClassName(e)}function xe(t){if(t==null)return null;let e=t instanceof NativePointer?t:t.$h;return e.isNull()?null:e}var sp=Qe("java/lang/String","valueOf","(Ljava/lang/Object;)Ljava/lang/String;");function Ye(t){let e=xe(t);return e===null?null:Be(sp(e))}var ap=164,lp=200,cp=220,dp=228,up=1<<20,ls=4096,fp=[];function pn(t,e,n,r){return fp[e]??=new NativeFunction(t.handle.readPointer().add(e*Process.pointerSize).readPointer(),n,r,{exceptions:"propagate"})}var hp=2e3,no=32<<20,mp=65536,ro=1e3,_p=200,gp=4e3,yp="trouble",ps="agent",oo=hp,io=no,bp=0,eo=null,to=new Map,hn=new Set,mn=new Map,ze=null;function vp(t){ps=t}function Ep(t,e=no){oo=t,io=e}function hs(t){return eo===null||eo.some(e=>t.startsWith(e))}function ms(t,e,n){try{let r=_n(n);return wp(e,Es(r))?(Ft(t,r),!0):!1}catch(r){return ke(e,r),!1}}function _s(t){let e=so(t,Pt());return e.events<oo&&e.characters<io?!0:(ao(e),!1)}function Xe(t,e,n=0,r=""){let o=to.get(t);if(o!==void 0&&o.state===e&&o.overloads===n&&o.reason===r)return;let i={hook:t,state:e,overloads:n,reason:r};to.set(t,i);try{Ft("hook",_n(i))}catch(s){ke(t,s)}}function Rt(){return[...to.values()]}function ke(t,e){let n=Ne(`${t}: ${et(e)}`,2e3);if(hn.has(n))return;let r=hn.size<_p;hn.size<gp&&hn.add(n);try{r?Ft("trouble",{what:n}):ao(so(yp,Pt()))}catch{}}function et(t){let e;try{e=t instanceof Error?t.message:String(t)}catch{e="error without text"}return e.split(`
`)[0].slice(0,500)}function Ne(t,e=mp){let n=typeof t=="string"?t:String(t);return n.length>e&&(n=n.slice(0,e)),bs.test(n)?n.replace(vs,"\uFFFD"):n}function gs(){let t=!1,e=Pt();for(let[n,r]of mn)r.dropped>0&&(Ft("dropped",{hook:n,count:r.dropped}),r.dropped=0),e-r.since<10*ro?t=!0:mn.delete(n);!t&&ze!==null&&(clearInterval(ze),ze=null)}function ys(t,e){vp(t);let n=!1,r=o=>{if(!n){n=!0,typeof o.limit=="number"&&Ep(o.limit,o.bytes??no),eo=Array.isArray(o.hooks)?o.hooks:null;try{e.install(o)}catch(i){ke(t,i)}}};rpc.exports={configure(o){return r(o??{}),Rt()},settle(){return r({}),e.settle?.(),Rt()},hooks:Rt,stop(){try{e.stop?.()}finally{gs(),ze!==null&&clearInterval(ze),ze=null}}}}function Pt(){return fs===null?Date.now():(fs(Sp,Ot),Process.pointerSize===8?Number(Ot.readS64())*1e3+Number(Ot.add(8).readS64())/1e6:Ot.readS32()*1e3+Ot.add(4).readS32()/1e6)}var bs=/[\ud800-\udfff]/,vs=/\p{Surrogate}/gu,Sp=Process.platform==="darwin"?6:1,Ot=Memory.alloc(16),fs=(()=>{let t=Module.findGlobalExportByName("clock_gettime");return t===null?null:new NativeFunction(t,"int",["int","pointer"],{scheduling:"exclusive",exceptions:"propagate"})})();function Ft(t,e){send({kind:t,v:1,seq:++bp,at:Date.now(),mono:Pt(),pid:Process.id,tid:Process.getCurrentThreadId(),agent:ps,...e})}function wp(t,e){let n=so(t,Pt());return n.events>=oo||n.events>0&&n.characters+e>io?(ao(n),!1):(n.events++,n.characters+=e,!0)}function so(t,e){let n=mn.get(t);return n===void 0&&mn.set(t,n={since:e,events:0,characters:0,dropped:0}),e-n.since>=ro&&(n.dropped>0&&Ft("dropped",{hook:t,count:n.dropped}),Object.assign(n,{since:e,events:0,characters:0,dropped:0})),n}function ao(t){t.dropped++,ze===null&&(ze=setInterval(gs,ro))}function Es(t){if(typeof t=="string")return t.length;if(typeof t!="object"||t===null)return 8;let e=0;for(let n of Object.values(t))e+=Es(n);return e}var Ip=8;function _n(t,e=0){if(typeof t=="string")return bs.test(t)?t.replace(vs,"\uFFFD"):t;if(typeof t!="object"||t===null)return t;if(e>Ip)throw new Error("a value is nested too deeply");if(Array.isArray(t))return t.map(r=>_n(r,e+1));let n={};for(let[r,o]of Object.entries(t))o!==void 0&&(n[r]=_n(o,e+1));return n}var xp=new Map(["[I","[J","[Z","[C","[S","[F","[D"].map(t=>[t,Qe("java/util/Arrays","toString",`(${t})Ljava/lang/String;`)])),Cp=Qe("java/util/Arrays","deepToString","([Ljava/lang/Object;)Ljava/lang/String;"),Ap=/^(?:\[L)?(?:java|javax|android|androidx|dalvik|libcore|com\.android|com\.google\.android|kotlin|sun|jdk)\./;function lo(t,e,n){if(t==null)return null;if(typeof t!="object"||!("$h"in t))return Ne(e==="float"?Tp(t):String(t),n);if(e==="java.lang.String")return Ne(Be(t)??"",n);if(e==="[B")return Ss(jt(t,0,n>>1));let r=xp.get(e);if(r!==void 0)return ws(r(t.$h),n);let o=ut(t);if(o==="java.lang.String")return Ne(Be(t)??"",n);if(o==="[B")return Ss(jt(t,0,n>>1));let i=kp[o];return i!==void 0?Ne(i(t.$h),n):Ap.test(o)?o.startsWith("[L")?ws(Cp(t.$h),n):Ne(Ye(t)??"",n):o}function Tp(t){for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return String(n)}return String(t)}function Ss(t){let e="";for(let n of t)e+=Lp[n];return e}var Lp=Array.from({length:256},(t,e)=>e.toString(16).padStart(2,"0"));function ws(t,e){let n=Ne(Be(t)??"",e);return ne().deleteLocalRef(t),n}var Is={latitude:W("android/location/Location","getLatitude","()D"),longitude:W("android/location/Location","getLongitude","()D")},kp={"android.location.Location":t=>`${Is.latitude(t)},${Is.longitude(t)}`,"android.content.ClipData":Np},gn={count:W("android/content/ClipData","getItemCount","()I"),item:W("android/content/ClipData","getItemAt","(I)Landroid/content/ClipData$Item;"),text:W("android/content/ClipData$Item","getText","()Ljava/lang/CharSequence;"),uri:W("android/content/ClipData$Item","getUri","()Landroid/net/Uri;")};function Np(t){let e=[],n=Math.min(gn.count(t),16);for(let r=0;r<n;r++){let o=gn.item(t,r);e.push(Ye(gn.text(o))??Ye(gn.uri(o))??"")}return e.join(`
`)}function Mp(){ft()===!0&&Fe.vm.perform(t=>t.deleteLocalRef(t.findClass("java/lang/Object")))}function ft(){try{return fn.available}catch(t){return`Java cannot be hooked here (Android's, or HotSpot 17's, can): ${et(t)}`}}function co(t){let e=()=>{try{if(ft()!==!0)throw new Error(`there is no Java after all (${ft()})`);jp(),Fe.performNow(t)}catch(r){ke("java",r)}uo()},n=ft();n===!0?e():n===!1?Op(e):ke("java",n)}var As=Process.getCurrentThreadId(),xs=!1;function jp(){if(xs)return;xs=!0;let{vm:t}=Fe,e=t.perform,n=0;t.perform=r=>{if(Process.getCurrentThreadId()!==As)return e.call(t,r);n===0&&Cs(t),n++;try{return e.call(t,r)}finally{--n===0&&Cs(t)}}}function Cs(t){try{for(;;)t.unlink(As)}catch{}}function uo(){Script.nextTick(()=>{try{Mp()}catch(t){ke("settle",t)}})}function Op(t){let e=!1,n=Process.attachModuleObserver({onAdded(r){if(r.name!=="libjvm.so"&&r.name!=="libart.so")return;let o=r.enumerateExports().find(i=>i.name==="JNI_CreateJavaVM");o!==void 0&&Interceptor.attach(o.address,{onLeave(){e||(e=!0,t(),setTimeout(()=>n.detach(),0))}})}})}var Ts=[.05,.1,.1,.25,.5,1,2,4,8,16,32],_o=!1;function Ms(){_o=!0}function js(t){let e=t.filter(r=>hs(po(r))),n=ft();if(typeof n=="string")for(let r of e)Xe(po(r),"failed",0,n);co(()=>Rs(go(e),0))}function Os(t){go(t),uo()}function po(t){return t.name??`${t.class}.${t.method}`}function Rs(t,e){t.length===0||e>=Ts.length||setTimeout(()=>{_o||co(()=>Rs(go(t),e+1))},Ts[e]*1e3)}function go(t){let e=new ho,n=[];for(let r of t){let o=po(r);try{let i=r.from===void 0?e.find(r.class):mo(r.class,r.from);i===null?(n.push(r),Rt().some(s=>s.hook===o)||Xe(o,"absent",0,"no such class")):Vp(r,o,i)}catch(i){Xe(o,"failed",0,et(i))}}return n}var ho=class{loaders=null;seen=new Map;find(e){return this.seen.has(e)||this.seen.set(e,this.usual(e)??this.elsewhere(e)),this.seen.get(e)}usual(e){try{return Fe.use(e)}catch(n){if(Up(n))return null;throw n}}elsewhere(e){let n=Pp(Rp()),r=n.isNull()?null:Ls(e,n);if(r!==null)return mo(e,ne().newGlobalRef(r));if(this.loaders===null)try{this.loaders=Fe.enumerateClassLoadersSync()}catch{this.loaders=[]}for(let o of this.loaders){let i=Ls(e,o.$h);if(i!==null)return mo(e,ne().newGlobalRef(i))}return null}};function mo(t,e){return Fe.classFactory._make(t,n=>n.newLocalRef(e),ne())}var Rp=Qe("java/lang/Thread","currentThread","()Ljava/lang/Thread;"),Pp=W("java/lang/Thread","getContextClassLoader","()Ljava/lang/ClassLoader;"),Fp=Qe("java/lang/Class","forName","(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;"),Dp=W("java/lang/reflect/Method","getModifiers","()I");function Ls(t,e){let n=ne(),r=n.newStringUtf(t);try{return Fp(r,1,e)}catch{return null}finally{n.deleteLocalRef(r)}}function Up(t){return/ClassNotFoundException|NoClassDefFoundError/.test(et(t))}var ks=new Map;function Vp(t,e,n){let r=n[t.method==="<init>"?"$init":t.method];if(r===void 0||r.overloads===void 0)return Xe(e,"absent",0,"no such method");let o=0,i=[];for(let l of r.overloads){let a=l.argumentTypes.map(c=>c.className);if(Bp(t,a,l.returnType.className))try{let c=zp(t,e,l,a);c===null?o++:i.push(c)}catch(c){i.push(`(${a.join(", ")}): ${et(c)}`)}}let s=[...new Set(i)].join("; ");o>0?Xe(e,"installed",o,s):Xe(e,i.some(l=>!l.startsWith("abstract")&&!l.startsWith("hooked"))?"failed":"absent",0,s||"no such overload")}function Bp(t,e,n){let{overloads:r}=t;return r===void 0?!0:typeof r=="function"?r(e,n):r.some(o=>o.join()===e.join())}function zp(t,e,n,r){let o=n.handle.toString(),i=ks.get(o);if(i!==void 0)return i===e?null:`hooked as ${i}`;if(t.method!=="<init>"&&Gp(n))return"abstract: only the classes that implement it can be hooked";let[s,l,a,c,d,f,p,u]=n._p;n._p=[s,l,a,c,Ns(d),f.map(Ns),p,u];let m=a===Ps;return n.implementation=Hp(t,e,n,r,d.className,m),ks.set(o,e),null}var Ps=2,Jp=1024;function Gp(t){let e=ne(),{holder:n}=t,r=n.$borrowClassHandle(e);try{let o=e.toReflectedMethod(r.value,t.handle,t.type===Ps?1:0),i=Dp(o);return e.deleteLocalRef(o),(i&Jp)!==0}finally{r.unref(e)}}function Ns(t){return t.type!=="pointer"?t:{...t,isCompatible:()=>!0,fromJni(e,n,r){return e.isNull()?null:r?new Mt(n.newGlobalRef(e),!0):new Mt(e,!1)},toJni(e){return e==null?NULL:e.$h}}}var fo=new Map,Dt=new Map;function $p(t,e){return t.nested===void 0||t.nested==="other methods"&&e.includes(t.method)}function Hp(t,e,n,r,o,i){let s=(l,a)=>{try{Zp(()=>l(a))}catch(c){ke(e,c)}};return function(...l){let a=Process.getCurrentThreadId(),c=fo.get(a);if(_o||Dt.has(a)||c!==void 0&&$p(t,c))return n.apply(this,l);c===void 0?fo.set(a,[t.method]):c.push(t.method);let d={hook:e,self:i?null:this,args:l,types:r,resultType:o,result:void 0,threw:!1,error:void 0,kept:void 0},f=!1,p=(u=l)=>{f=!0;try{return d.result=n.apply(this,u)}catch(m){throw d.threw=!0,d.error=m,m}};try{t.before!==void 0&&s(t.before,d);try{if(t.around===void 0)return p();try{return t.around(d,p)}catch(u){if(u.$h!==void 0)throw u;return ke(e,u),f?d.result:p()}}finally{t.after!==void 0&&s(t.after,d)}}finally{c===void 0?fo.delete(a):c.pop()}}}function Zp(t){let e=Process.getCurrentThreadId(),n=Dt.get(e)??0;Dt.set(e,n+1);try{return t()}finally{n===0?Dt.delete(e):Dt.set(e,n)}}var Wp=W("java/lang/Object","getClass","()Ljava/lang/Class;"),qp=W("java/lang/Class","getName","()Ljava/lang/String;"),Kp=W("java/lang/Class","getMethods","()[Ljava/lang/reflect/Method;"),Nm=W("java/lang/Class","getInterfaces","()[Ljava/lang/Class;"),Mm=W("java/lang/Class","getSuperclass","()Ljava/lang/Class;"),Qp=W("java/lang/reflect/Method","getName","()Ljava/lang/String;"),jm=W("java/lang/reflect/Method","getParameterTypes","()[Ljava/lang/Class;"),Om=W("java/lang/reflect/Method","getReturnType","()Ljava/lang/Class;"),Yp=W("java/lang/reflect/Method","getAnnotations","()[Ljava/lang/annotation/Annotation;"),Xp=W("java/lang/annotation/Annotation","annotationType","()Ljava/lang/Class;"),Rm=W("java/lang/reflect/Method","setAccessible","(Z)V"),Pm=W("java/lang/reflect/Method","invoke","(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;"),eh=2e3;function yn(t){return Wp(xe(t))}function Fs(t,e=eh){let n=[],r=ne(),o=Math.min(r.getArrayLength(t),e);for(let i=0;i<o;i++)n.push(r.getObjectArrayElement(t,i));return n}function Ds(t,e){let n=new Set,r=ne();r.pushLocalFrame(16);try{for(let o of Fs(Kp(t)))Fs(Yp(o)).map(s=>Be(qp(Xp(s)))??"").some(s=>s.split(/[.$]/).pop()===e)&&n.add(Be(Qp(o)))}finally{r.popLocalFrame(NULL)}return[...n].sort()}var Vs=["android.webkit.WebView","com.uc.webview.export.WebView","com.tencent.smtt.sdk.WebView"],th=["android.webkit.WebChromeClient","com.uc.webview.export.WebChromeClient","com.tencent.smtt.sdk.WebChromeClient"],nh=["android.webkit.JsPromptResult","com.tencent.smtt.export.external.interfaces.JsPromptResult"],yo="javascript:",vn=65536;function Ie(t,e){_s(t.hook)&&ms("webview",t.hook,e)}function pe(t,e){return lo(t.args[e],t.types[e],vn)??""}var Us=new Set;function rh(t,e){let n=`${t} ${ut(e)} ${Ye(yn(e))}`;return Us.has(n)?!1:(Us.add(n),!0)}function bn(t,e,n){if(xe(t)===null||!rh(e,t))return;let r=ne().newGlobalRef(yn(t)),o=n(ut(t)).map(i=>({...zs(i),from:r}));o.length>0&&Os(o)}function oh(t){return{class:t,method:"addJavascriptInterface",before(e){let[n]=e.args,r=pe(e,1);if(xe(n)===null)return;let o=Ds(yn(n),"JavascriptInterface");Ie(e,{action:"bridge",name:r,arguments:[ut(n),...o]}),bn(n,`bridge ${r}`,i=>o.map(s=>ih(i,s,r)))}}}function ih(t,e,n){return{class:t,method:e,after(r){let o=r.args.map((i,s)=>pe(r,s));Ie(r,{action:"call",name:`${n}.${e}`,arguments:o,value:r.threw?null:lo(r.result,r.resultType,vn)})}}}var sh=W("android/webkit/WebView","getWebViewClient","()Landroid/webkit/WebViewClient;"),ah=W("android/webkit/WebResourceRequest","getUrl","()Landroid/net/Uri;");function lh(t){let e="";for(let n of jt(t,0,vn))e+=String.fromCharCode(n);return e}function ch(t){return[{class:t,method:"loadUrl",before(e){let n=pe(e,0);n.slice(0,yo.length).toLowerCase()===yo?Ie(e,{action:"evaluate",name:"loadUrl",arguments:[n.slice(yo.length)]}):Ie(e,{action:"load",name:"loadUrl",url:n,arguments:e.args.slice(1).map((r,o)=>pe(e,o+1))}),t===Vs[0]&&bn(sh(xe(e.self)),"client",uh)}},{class:t,method:"postUrl",before(e){Ie(e,{action:"load",name:"postUrl",url:pe(e,0),arguments:[lh(e.args[1])]})}},{class:t,method:"loadDataWithBaseURL",before(e){Ie(e,{action:"load",name:"loadDataWithBaseURL",url:pe(e,0),arguments:[pe(e,1)]})}},{class:t,method:"postWebMessage",before(e){Ie(e,{action:"call",name:"postWebMessage",arguments:e.args.map((n,r)=>pe(e,r))})}},{class:t,method:"evaluateJavascript",before(e){Ie(e,{action:"evaluate",name:"evaluateJavascript",arguments:[pe(e,0)]}),bn(e.args[1],"callback",n=>[dh(n)])}}]}function dh(t){return{class:t,method:"onReceiveValue",overloads:e=>e.length===1,before(e){Ie(e,{action:"evaluate",name:"onReceiveValue",value:pe(e,0)})}}}function uh(t){return[{class:t,method:"shouldOverrideUrlLoading",after(e){let n=e.types[1]==="java.lang.String"?pe(e,1):Ne(Ye(ah(xe(e.args[1])))??"",vn);Ie(e,{action:"load",name:"shouldOverrideUrlLoading",url:n,value:e.threw?null:String(e.result)})}}]}function Bs(t){return{class:t,method:"onJsPrompt",after(e){Ie(e,{action:"prompt",name:"onJsPrompt",url:pe(e,1),arguments:[pe(e,2),pe(e,3)],value:e.threw?null:String(e.result)})}}}var fh=nh.map(t=>({class:t,method:"confirm",overloads:[["java.lang.String"]],before(e){Ie(e,{action:"prompt",name:"confirm",value:pe(e,0)})}}));function ph(t){return{class:t,method:"setWebChromeClient",before(e){bn(e.args[0],"chrome",n=>[Bs(n)])}}}function zs(t){return{...t,nested:"other methods"}}var hh=[...Vs.flatMap(t=>[oh(t),...ch(t),ph(t)]),...th.map(Bs),...fh].map(zs);ys("webview",{install:()=>js(hh),stop:Ms});})();
