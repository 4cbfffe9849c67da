// @ts-nocheck
// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

import type { ModelInfo } from "../types.ts";
import type { Validator } from "./validator.ts";

function validate254(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
validate254.errors = [{instancePath,keyword:"type",params:{type: "string"}}];
return false;
}
validate254.errors = vErrors;
return errors === 0;
}


function validate253(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.model_name === undefined) && (missing0 = "model_name")) || ((data.model_type === undefined) && (missing0 = "model_type"))) || ((data.model_provider_name === undefined) && (missing0 = "model_provider_name"))){
validate253.errors = [{instancePath,keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.model_name !== undefined){
const _errs2 = errors;
if(typeof data.model_name !== "string"){
validate253.errors = [{instancePath:instancePath+"/model_name",keyword:"type",params:{type: "string"}}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.model_type !== undefined){
const _errs4 = errors;
if(!(validate254(data.model_type, {instancePath:instancePath+"/model_type",parentData:data,parentDataProperty:"model_type",rootData}))){
vErrors = vErrors === null ? validate254.errors : vErrors.concat(validate254.errors);
errors = vErrors.length;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.model_provider_name !== undefined){
const _errs5 = errors;
if(typeof data.model_provider_name !== "string"){
validate253.errors = [{instancePath:instancePath+"/model_provider_name",keyword:"type",params:{type: "string"}}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate253.errors = [{instancePath,keyword:"type",params:{type: "object"}}];
return false;
}
}
validate253.errors = vErrors;
return errors === 0;
}


function validate252(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(validate253(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate253.errors : vErrors.concat(validate253.errors);
errors = vErrors.length;
}
validate252.errors = vErrors;
return errors === 0;
}

/** Whether a value is a `ModelInfo`; `errors` tells of the last call why not. */
export const validateModelInfo: Validator<ModelInfo> = validate252;
